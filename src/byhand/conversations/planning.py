"""Planning: one read mail, and what it adds to the batch: a message in its conversation, who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from byhand.channels.arrival import Arrival
from byhand.channels.authenticity import told_by_our_server
from byhand.channels.folder import Folder
from byhand.channels.registry import holds_mail
from byhand.channels.said import was_proved
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.batch import Batch
from byhand.conversations.conversation import Conversation, ConversationInbox, Participant
from byhand.conversations.event import Event
from byhand.conversations.facts_of_mail import automatic_of, people_in, said_at
from byhand.conversations.message import Message
from byhand.conversations.moving import tell
from byhand.conversations.subjects import subject_key
from byhand.conversations.threading import (
    begun_by_an_answer,
    copy_answered,
    find_conversation,
    id_key,
    of_its_thread,
)
from byhand.gate.many.copy import Copy
from byhand.kit.mime import ParsedMail
from byhand.kit.reach import kind_of
from byhand.people.address import normal_email

LONGEST_TEXT = 1_000_000


def plan(batch: Batch, arrival: Arrival, mail: ParsedMail) -> Message | None:
    """Adds to the batch whatever this mail changes; gives the message if it is new. Nothing is written here."""
    here = batch.known.messages.get(id_key(mail.message_id))
    if here is not None:
        _same_again(batch, arrival, here)
        return None
    is_sent = arrival.role == Folder.Role.SENT
    taking_part = [normal_email(one.address) for one in people_in(mail, batch.ours)]
    speakers = (
        taking_part if is_sent else [normal_email(mail.writer.address), normal_email(mail.sender.address)]
    )
    conversation = of_its_thread(mail, arrival.thread, batch.known)
    if arrival.thread is None:
        conversation = find_conversation(mail, batch.known, inbox=arrival.inbox_id, speakers=speakers)
    copy = copy_answered(mail, batch.known) if conversation is None and not is_sent else None
    conversation = conversation or (begun_by_an_answer(copy, batch.known, speakers) if copy else None)
    begins_an_answer = conversation is None and copy is not None
    conversation = conversation or _begin(batch, arrival, mail)
    if arrival.thread:
        batch.known.threads[arrival.thread] = conversation
    message = _message(batch, arrival, mail, conversation)
    tell(batch, arrival, mail, message, answers_us=copy is not None)
    if copy and begins_an_answer:
        _answer(batch, conversation, copy, is_automatic=bool(message.automatic))
    _join(batch, conversation, arrival, taking_part)
    batch.known.messages[message.message_id] = message
    batch.messages.append(message)
    batch.mails.append(mail)
    return message


def _same_again(batch: Batch, arrival: Arrival, here: Message) -> None:
    """Twice in one inbox is one message; in another inbox it is the same conversation, seen there, too."""
    batch.twice.append(arrival)
    _join(batch, here.conversation, arrival, ())


def _join(batch: Batch, conversation: Conversation, arrival: Arrival, values: Iterable[str]) -> None:
    """In which inbox the conversation is seen and who takes part, as far as that is new."""
    if batch.known.is_new_in(conversation, arrival.inbox_id):
        batch.seen.append(ConversationInbox(conversation=conversation, inbox_id=arrival.inbox_id))
    for value in batch.known.newly_taking_part(conversation, values):
        if value in batch.addresses:
            batch.joining.append(Participant(conversation=conversation, address=batch.addresses[value]))


def _begin(batch: Batch, arrival: Arrival, mail: ParsedMail) -> Conversation:
    conversation = Conversation(
        inbox=arrival.inbox, subject=mail.subject[:1000], subject_key=subject_key(mail.subject),
        begun_at=said_at(arrival, mail),
    )  # fmt: skip
    conversation.last_at = conversation.begun_at
    batch.new.append(conversation)
    return conversation


def _answer(batch: Batch, conversation: Conversation, copy: Copy, *, is_automatic: bool) -> None:
    """What answers a text to many is its author's to answer; what a machine answers is nobody's."""
    author = copy.dispatch.author
    batch.answers.append(AnswerToMany(
        conversation=conversation, copy=copy, dispatch_id=copy.dispatch_id, is_automatic=is_automatic,
        at=conversation.begun_at,
    ))  # fmt: skip
    batch.known.answers.setdefault(copy.pk, []).append(conversation)
    if author.may_answer() and not is_automatic:
        conversation.assigned_to, conversation.assigned_at = author, conversation.begun_at
        batch.events.append(
            Event(conversation=conversation, kind=Event.Kind.ASSIGNED, to=author, at=conversation.begun_at)
        )


def _message(batch: Batch, arrival: Arrival, mail: ParsedMail, conversation: Conversation) -> Message:
    is_sent = arrival.role == Folder.Role.SENT
    return Message(
        conversation=conversation, inbox=arrival.inbox, arrival=arrival, message_id=id_key(mail.message_id),
        origin=Message.Origin.OUTSIDE if is_sent else Message.Origin.CAME,
        in_reply_to=id_key(mail.in_reply_to[0]) if mail.in_reply_to else "",
        references=[id_key(one) for one in mail.references[-20:]],
        writer=None if is_sent else batch.addresses.get(normal_email(mail.writer.address)),
        writer_name=_writer_name(mail),
        colleague=batch.colleagues.get(normal_email(mail.sender.address)) if is_sent else None,
        to=[asdict(one) for one in mail.to[:100]], cc=[asdict(one) for one in mail.cc[:100]],
        said_at=said_at(arrival, mail), subject=mail.subject[:1000],
        text=mail.text[:LONGEST_TEXT], new_text=_new_words(mail)[:LONGEST_TEXT],
        html=mail.html if mail.html and len(mail.html) <= LONGEST_TEXT else "", is_rich=mail.is_rich,
        sender=_vouched(arrival, mail), automatic=automatic_of(mail, arrival) or "", problems=list(mail.problems[:20]),
        invitation=asdict(mail.invitation) if mail.invitation else None,
    )  # fmt: skip


def _writer_name(mail: ParsedMail) -> str:
    """A browser's own name says nothing to anybody."""
    address = "" if kind_of(mail.writer.address) == "visitor" else mail.writer.address
    return (mail.writer.name or address)[:200]


def _vouched(arrival: Arrival, mail: ParsedMail) -> str:
    """What our own mail server, or the channel, says of the sender; empty when it says nothing."""
    if not holds_mail(arrival.inbox.kind):
        told = was_proved(mail)
    else:
        told = told_by_our_server(mail, arrival.inbox) if arrival.role != Folder.Role.SENT else None
    if told is None:
        return ""
    return Message.Sender.VERIFIED if told else Message.Sender.UNVERIFIED


def _new_words(mail: ParsedMail) -> str:
    """What is said anew; a letter that only passes another on says all of it."""
    return mail.new_text if mail.new_text.strip() else mail.text
