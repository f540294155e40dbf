"""Moving: what a new message means for its conversation: who waits now, what is folded, what happened."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from byhand.channels.arrival import Arrival
from byhand.channels.telling_off import tells_off
from byhand.conversations.batch import Batch
from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.facts_of_mail import is_history, people_in
from byhand.conversations.judging import ANSWER_THEM, Judgement, judge
from byhand.conversations.message import Message
from byhand.kit.mime import ParsedMail
from byhand.people.address import normal_email
from byhand.people.person import Person


def tell(
    batch: Batch, arrival: Arrival, mail: ParsedMail, message: Message, *, answers_us: bool = False
) -> None:
    """What the message means for its conversation: who waits, what is folded, what happened.

    `answers_us`: it answers a text to many.
    """
    conversation = message.conversation
    is_new = conversation.pk is None and not conversation.message_count
    person = _person_of(batch, mail, message)
    if conversation.person_id is None:  # asked by its id: a batch would read each person anew
        conversation.person = person
    conversation.has_files = conversation.has_files or any(not one.inline for one in mail.attachments)
    is_off = tells_off(arrival)
    judgement = ANSWER_THEM if is_off else judge(arrival, mail, person, is_new=is_new, answers_us=answers_us)
    words = message.new_text or message.text or message.subject
    _move(conversation, message, judgement, words, is_history=is_history(arrival, message.said_at))
    if is_new:
        batch.events.append(Event(conversation=conversation, kind=Event.Kind.BEGAN, at=message.said_at))
    if is_off:
        batch.events.append(conversation.tell_off(message.said_at))
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


def _person_of(batch: Batch, mail: ParsedMail, message: Message) -> Person | None:
    """The person the conversation is with: who wrote it, or the first we wrote to."""
    if message.writer is not None:
        return message.writer.person
    others = [batch.addresses[value] for one in people_in(mail, batch.ours)
              if (value := normal_email(one.address)) in batch.addresses]  # fmt: skip
    return others[0].person if others else None
