"""Taking in: what a batch of read mail changes, worked out in memory and written with one query a table.

Runs inside the transaction of `intake`. Raises whatever the database raises; then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from byhand.channels.arrival import Arrival
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.conversations.attachment import Attachment
from byhand.conversations.conversation import Conversation, ConversationInbox, Participant
from byhand.conversations.event import Event
from byhand.conversations.judging import Judgement, judge
from byhand.conversations.message import Message
from byhand.conversations.receipts import send_receipt
from byhand.conversations.returning import note_bounces
from byhand.conversations.subjects import subject_key
from byhand.conversations.threading import Known, find_conversation, id_key
from byhand.kit.mime import Mailbox, ParsedMail
from byhand.people.address import Address, normal_email
from byhand.people.recognising import is_usable, recognise
from byhand.team.user import User

# One mail may make this many people known to us; a list of hundreds in Cc makes no friends.
MOST_PEOPLE = 50
# Mail older than this when its inbox was connected is history: nobody waits for an answer to it.
HISTORY = timedelta(days=14)
LONGEST_TEXT = 1_000_000
CHANGED = [
    *Conversation.LISTED, "person", "has_files", "closed_at", "closed_by", "snoozed_until", "snoozed_by",
    "folded_at", "folded_because",
]  # fmt: skip


@dataclass(slots=True)
class Batch:
    """What is to be written."""

    known: Known
    addresses: dict[str, Address]
    ours: set[str]
    colleagues: dict[str, User]
    new: list[Conversation] = field(default_factory=list[Conversation])
    changed: dict[int, Conversation] = field(default_factory=dict[int, Conversation])
    messages: list[Message] = field(default_factory=list[Message])
    mails: list[ParsedMail] = field(default_factory=list[ParsedMail])
    judgements: list[Judgement] = field(default_factory=list[Judgement])
    seen: list[ConversationInbox] = field(default_factory=list[ConversationInbox])
    joining: list[Participant] = field(default_factory=list[Participant])
    events: list[Event] = field(default_factory=list[Event])
    twice: list[Arrival] = field(default_factory=list[Arrival])


def take_in(read: Sequence[tuple[Arrival, ParsedMail]]) -> int:
    """Writes the messages of these arrivals; gives how many are new."""
    ours = _our_addresses()
    batch = Batch(
        Known.about(mail for _, mail in read), {}, ours, {user.email: user for user in User.objects.all()}
    )
    batch.addresses = recognise(one for _, mail in read for one in _people_in(mail, ours))
    for arrival, mail in read:
        _plan(batch, arrival, mail)
    _write(batch, [arrival for arrival, _ in read])
    return len(batch.messages)


def _plan(batch: Batch, arrival: Arrival, mail: ParsedMail) -> None:
    here = batch.known.messages.get(id_key(mail.message_id))
    if here is not None:
        _same_again(batch, arrival, here)
        return
    is_sent = arrival.role == Folder.Role.SENT
    taking_part = [normal_email(one.address) for one in _people_in(mail, batch.ours)]
    speakers = (
        taking_part if is_sent else [normal_email(mail.writer.address), normal_email(mail.sender.address)]
    )
    conversation = find_conversation(mail, batch.known, inbox=arrival.inbox_id, speakers=speakers)
    conversation = conversation or _begin(batch, arrival, mail)
    message = _message(batch, arrival, mail, conversation)
    _tell(batch, arrival, mail, message)
    _join(batch, conversation, arrival, taking_part)
    batch.known.messages[message.message_id] = message
    batch.messages.append(message)
    batch.mails.append(mail)


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
        begun_at=_said_at(arrival, mail),
    )  # fmt: skip
    conversation.last_at = conversation.begun_at
    batch.new.append(conversation)
    return conversation


def _message(batch: Batch, arrival: Arrival, mail: ParsedMail, conversation: Conversation) -> Message:
    is_sent = arrival.role == Folder.Role.SENT
    return Message(
        conversation=conversation, inbox=arrival.inbox, arrival=arrival, message_id=id_key(mail.message_id),
        origin=Message.Origin.OUTSIDE if is_sent else Message.Origin.CAME,
        in_reply_to=id_key(mail.in_reply_to[0]) if mail.in_reply_to else "",
        references=[id_key(one) for one in mail.references[-20:]],
        writer=None if is_sent else batch.addresses.get(normal_email(mail.writer.address)),
        writer_name=(mail.writer.name or mail.writer.address)[:200],
        colleague=batch.colleagues.get(normal_email(mail.sender.address)) if is_sent else None,
        to=[asdict(one) for one in mail.to[:100]], cc=[asdict(one) for one in mail.cc[:100]],
        said_at=_said_at(arrival, mail), subject=mail.subject[:1000],
        text=mail.text[:LONGEST_TEXT], new_text=mail.new_text[:LONGEST_TEXT],
        html=mail.html if mail.html and len(mail.html) <= LONGEST_TEXT else "", is_rich=mail.is_rich,
        automatic=mail.automatic or "", problems=list(mail.problems[:20]),
        invitation=asdict(mail.invitation) if mail.invitation else None,
    )  # fmt: skip


def _tell(batch: Batch, arrival: Arrival, mail: ParsedMail, message: Message) -> None:
    """What the message means for its conversation: who waits, what is folded, what happened."""
    conversation = message.conversation
    is_new = conversation.pk is None and not conversation.message_count
    person = _person_of(batch, mail, message)
    conversation.person = conversation.person or person
    conversation.has_files = conversation.has_files or any(not one.inline for one in mail.attachments)
    judgement = judge(arrival, mail, person, is_new=is_new)
    words = message.new_text or message.text or message.subject
    _move(conversation, message, judgement, words, is_history=_is_history(arrival, message.said_at))
    if is_new:
        batch.events.append(Event(conversation=conversation, kind=Event.Kind.BEGAN, at=message.said_at))
    if not is_new and message.is_from_a_machine():
        kind = Event.Kind.BOUNCED if message.automatic == Message.Automatic.BOUNCE else Event.Kind.MACHINE
        batch.events.append(Event(conversation=conversation, kind=kind, at=message.said_at))
    if conversation.pk is not None:
        batch.changed[conversation.pk] = conversation
    batch.judgements.append(judgement)


def _move(
    conversation: Conversation, message: Message, judgement: Judgement, words: str, *, is_history: bool
) -> None:
    """Puts the conversation where the message moves it."""
    at = message.said_at
    if judgement.folds and conversation.folded_at is None:
        conversation.folded_at, conversation.folded_because = timezone.now(), judgement.because
    elif judgement.unfolds and conversation.folded_at and conversation.folded_by_id is None:
        conversation.folded_at, conversation.folded_because = None, ""
    if message.is_ours():
        conversation.we_spoke(at, words)
    elif not judgement.wants_an_answer:
        conversation.heard(at, words)
    else:
        conversation.they_spoke(at, words)
        _open_again(conversation, at)
    if is_history and conversation.waiting_since and conversation.waiting_since <= at:
        conversation.waiting_since, conversation.closed_at = None, conversation.closed_at or at


def _open_again(conversation: Conversation, at: datetime) -> None:
    """A new word ends “done” and “later”; a word from before that was read late does not."""
    if conversation.waiting_since is None:
        return
    if conversation.closed_at and conversation.closed_at < at:
        conversation.closed_at = conversation.closed_by = None
    if conversation.snoozed_until:
        conversation.snoozed_until = conversation.snoozed_by = None


def _write(batch: Batch, arrivals: Sequence[Arrival]) -> None:
    Conversation.objects.bulk_create(batch.new)
    if batch.changed:
        Conversation.objects.bulk_update(batch.changed.values(), CHANGED)
    for row in (*batch.seen, *batch.joining, *batch.messages, *batch.events):
        row.conversation_id = row.conversation.pk  # known only since the conversations were written
    ConversationInbox.objects.bulk_create(batch.seen, ignore_conflicts=True)
    Participant.objects.bulk_create(batch.joining, ignore_conflicts=True)
    Message.objects.bulk_create(batch.messages)
    _write_attachments(batch)
    Event.objects.bulk_create(batch.events)
    _write_arrivals(batch, arrivals)
    _write_what_follows(batch)


def _write_attachments(batch: Batch) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            message=message, part=one.index, filename=one.filename[:255], type=one.type[:255], size=one.size,
            sha256=one.sha256, inline=one.inline, content_id=one.content_id or "",
        )
        for message, mail in zip(batch.messages, batch.mails, strict=True)
        for one in mail.attachments
    )  # fmt: skip


def _write_arrivals(batch: Batch, arrivals: Sequence[Arrival]) -> None:
    now = timezone.now()
    twice = {one.pk for one in batch.twice}
    rows = Arrival.objects.filter(state=Arrival.State.UNREAD)
    rows.filter(pk__in=twice).update(state=Arrival.State.TWICE, read_at=now)
    taken = [one.pk for one in arrivals if one.pk not in twice]
    if rows.filter(pk__in=taken).update(state=Arrival.State.READ, read_at=now) != len(taken):
        raise ReadElsewhere("Another worker read some of these arrivals meanwhile.")


def _write_what_follows(batch: Batch) -> None:
    """Bounces mark what they speak of; a receipt goes to whoever may have one."""
    for message, mail, judgement in zip(batch.messages, batch.mails, batch.judgements, strict=True):
        if mail.bounces:
            note_bounces(mail)
        if judgement.wants_an_answer and not _is_history(message.arrival, message.said_at):
            send_receipt(message, mail)


class ReadElsewhere(Exception):
    """Someone else took these arrivals in."""


def _is_history(arrival: Arrival | None, said_at: datetime) -> bool:
    return arrival is not None and said_at < arrival.inbox.made_at - HISTORY


def _said_at(arrival: Arrival, mail: ParsedMail) -> datetime:
    """When it was said, as far as can be believed: no mail was written after it came."""
    came = arrival.received_at or arrival.stored_at
    return min(mail.date, came) if mail.date else came


def _people_in(mail: ParsedMail, ours: set[str]) -> list[Mailbox]:
    """Whoever takes part and is not one of our own inboxes: who wrote it first, a sane number of others."""
    every: Iterable[Mailbox] = (mail.writer, mail.sender, *mail.to, *mail.cc)
    unique = {normal_email(one.address): one for one in reversed(tuple(every)) if is_usable(one.address)}
    return [one for value, one in reversed(unique.items()) if value not in ours][:MOST_PEOPLE]


def _person_of(batch: Batch, mail: ParsedMail, message: Message) -> object:
    """The person the conversation is with: who wrote it, or the first we wrote to."""
    if message.writer is not None:
        return message.writer.person
    others = [batch.addresses[value] for one in _people_in(mail, batch.ours)
              if (value := normal_email(one.address)) in batch.addresses]  # fmt: skip
    return others[0].person if others else None


def _our_addresses() -> set[str]:
    return {
        normal_email(one) for one in Inbox.objects.filter(~Q(address="")).values_list("address", flat=True)
    }
