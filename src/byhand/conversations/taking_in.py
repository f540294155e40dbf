"""Taking in: what a batch of read mail changes, worked out in memory and written with one query a table.

Runs inside the transaction of `intake`. Raises whatever the database raises; then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from byhand.channels.arrival import Arrival
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.channels.registry import holds_mail
from byhand.conversations.again.hands import settle_hands_after
from byhand.conversations.again.index import note_said
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.attachment import Attachment
from byhand.conversations.batch import Batch
from byhand.conversations.between.noting import Stand, note_between
from byhand.conversations.between.telling_anew import tell_anew_in
from byhand.conversations.complaining import take_complaints
from byhand.conversations.conversation import Conversation, ConversationInbox, Participant
from byhand.conversations.copies_of_mail import without_copies
from byhand.conversations.erased_before import without_erased
from byhand.conversations.event import Event
from byhand.conversations.facts_of_mail import is_history, people_in
from byhand.conversations.holding import hold_after
from byhand.conversations.message import Message
from byhand.conversations.planning import plan
from byhand.conversations.proposing import propose_of_mail
from byhand.conversations.receipts import send_receipt
from byhand.conversations.returning import note_bounces
from byhand.conversations.sender_check import SenderCheck, can_be_checked
from byhand.conversations.sign import Sign
from byhand.conversations.sorting.sorter import Sorter
from byhand.conversations.tagging import Tagging
from byhand.conversations.telling import Telling
from byhand.conversations.threading import Known
from byhand.conversations.unsubscribing_by_mail import take_back_by_mail
from byhand.files.check import Check
from byhand.gate.room import Room
from byhand.gate.touch import Life
from byhand.gate.verp import behind
from byhand.kit.mime import Complaint, ParsedMail
from byhand.people.address import Address, normal_email
from byhand.people.own_clock import OwnClock
from byhand.people.person import Person
from byhand.people.recognising import recognise
from byhand.team.user import User

CHANGED = [
    *Conversation.LISTED, "person", "has_files", "closed_at", "closed_by", "snoozed_until", "snoozed_by",
    "folded_at", "folded_by", "folded_because", "assigned_to", "assigned_at", "told_off_at", "private_at", "private_by",
]  # fmt: skip


def take_in(read: Sequence[tuple[Arrival, ParsedMail]]) -> int:
    """Writes the messages of these arrivals; gives how many are new."""
    read = without_copies(read, ours_here := _our_addresses())
    read = without_erased(read)
    ours = ours_here | _colleagues_elsewhere(read) | _return_paths(read)
    batch = Batch(
        Known.about((mail for _, mail in read), (arrival.thread for arrival, _ in read)), {}, ours,
        {user.email: user for user in User.objects.all()},
    )  # fmt: skip
    batch.addresses = recognise(one for _, mail in read for one in people_in(mail, ours))
    sorter = Sorter(batch)
    for arrival, mail in read:
        if message := plan(batch, arrival, mail):
            sorter.sort(message)
    _write(batch, [arrival for arrival, _ in read])
    sorter.write_down()
    _count_between(batch)
    _note_signs_of_life(batch)  # of people who are locked by now
    _note_clocks(batch)
    take_back_by_mail(one for one in batch.messages if not is_history(one.arrival, one.said_at))
    take_complaints(_complaints(batch))
    return len(batch.messages)


def _complaints(batch: Batch) -> Iterator[Complaint]:
    for message, mail in zip(batch.messages, batch.mails, strict=True):
        if mail.complaint and not message.is_ours() and not is_history(message.arrival, message.said_at):
            yield mail.complaint


def _write(batch: Batch, arrivals: Sequence[Arrival]) -> None:
    Conversation.objects.bulk_create(batch.new)
    if batch.changed:
        Conversation.objects.bulk_update(batch.changed.values(), CHANGED)
    for row in (*batch.seen, *batch.joining, *batch.messages, *batch.events, *batch.taggings, *batch.answers):
        row.conversation_id = row.conversation.pk  # known only since the conversations were written
    ConversationInbox.objects.bulk_create(batch.seen, ignore_conflicts=True)
    Participant.objects.bulk_create(batch.joining, ignore_conflicts=True)
    AnswerToMany.objects.bulk_create(batch.answers, ignore_conflicts=True)
    Message.objects.bulk_create(batch.messages)
    note_said(batch.messages)
    _write_senders(batch)
    _write_attachments(batch)
    Tagging.objects.bulk_create(batch.taggings, ignore_conflicts=True)
    Event.objects.bulk_create(batch.events)
    _write_arrivals(batch, arrivals)
    _write_what_follows(batch)


def _count_between(batch: Batch) -> None:
    """Last, since it locks people; what is seen in another inbox from now on counts elsewhere."""
    seen_in = batch.known.inboxes
    rows = [*batch.new, *batch.changed.values()]
    note_between(batch.messages, batch.addresses, [Stand(one, frozenset(seen_in[id(one)])) for one in rows])
    new = {one.pk for one in batch.new}
    tell_anew_in({one.conversation_id for one in batch.seen} - new)
    _note_known(batch)


def _note_known(batch: Batch) -> None:
    """Whom our letters went to is known since the first of them, however old it is. No query if that is known."""
    people: dict[int, Person] = {}
    changed: set[int] = set()
    for message, mail in zip(batch.messages, batch.mails, strict=True):
        to = (*mail.to, *mail.cc) if message.is_ours() and not message.automatic else ()
        for address in filter(None, (batch.addresses.get(normal_email(one.address)) for one in to)):
            person = people.setdefault(address.person_id, address.person)
            if person.known_since is None or person.known_since > message.said_at:
                person.known_since = message.said_at
                changed.add(person.pk)
    if changed:
        Person.objects.bulk_update([people[pk] for pk in sorted(changed)], ["known_since"])


def _write_attachments(batch: Batch) -> None:
    rows = [
        Attachment(
            message=message, part=one.index, filename=one.filename[:255], type=one.type[:255], size=one.size,
            sha256=one.sha256, inline=one.inline, content_id=one.content_id or "",
        )
        for message, mail in zip(batch.messages, batch.mails, strict=True)
        for one in mail.attachments
    ]  # fmt: skip
    Attachment.objects.bulk_create(rows)
    Check.objects.ask(one.place() for one in rows)


def _write_senders(batch: Batch) -> None:
    """Whom our server vouched for is verified at once; the signatures of the others are a chore's work."""
    living = [one for one in batch.messages if can_be_checked(one)]
    SenderCheck.objects.bulk_create(SenderCheck(message=one) for one in living if not one.sender)
    said = [one for one in batch.messages if one.arrival and not holds_mail(one.arrival.inbox.kind)]
    vouched = [one.writer_id for one in (*living, *said) if one.sender == Message.Sender.VERIFIED]
    if vouched:
        Address.objects.filter(pk__in=vouched, verified_at__isnull=True).update(verified_at=timezone.now())


def _write_arrivals(batch: Batch, arrivals: Sequence[Arrival]) -> None:
    now = timezone.now()
    twice = {one.pk for one in batch.twice}
    rows = Arrival.objects.filter(state=Arrival.State.UNREAD)
    rows.filter(pk__in=twice).update(state=Arrival.State.TWICE, read_at=now)
    taken = [one.pk for one in arrivals if one.pk not in twice]
    if rows.filter(pk__in=taken).update(state=Arrival.State.READ, read_at=now) != len(taken):
        raise ReadElsewhere("Another worker read some of these arrivals meanwhile.")


def _write_what_follows(batch: Batch) -> None:
    """Bounces mark what they speak of; a receipt goes to whoever may have one; what was put off is held; what seems to
    be promised is asked about."""
    moved = [one for one, judgement in zip(batch.messages, batch.judgements, strict=True)
             if (judgement.wants_an_answer or one.is_ours()) and not is_history(one.arrival, one.said_at)]  # fmt: skip
    hold_after(moved)
    rows = {one.pk: one for one in (*batch.new, *batch.changed.values())}
    settle_hands_after(moved, rows)
    folded = {pk for pk, one in rows.items() if one.folded_at}
    propose_of_mail(zip(batch.messages, batch.mails, strict=True), folded=folded)
    new_words = (mail.new_text for mail in batch.mails)
    Sign.objects.notice(zip(batch.messages, new_words, strict=True), folded=folded)
    has = {pk: one.assigned_to_id for pk, one in rows.items()}
    off = {pk for pk, one in rows.items() if one.tells_us_off()}
    Telling.objects.they_wrote([one for one in moved if not one.is_ours()], has, off)
    for message, mail, judgement in zip(batch.messages, batch.mails, batch.judgements, strict=True):
        if mail.bounces:
            note_bounces(mail)
        if judgement.wants_an_answer and not is_history(message.arrival, message.said_at):
            send_receipt(message, mail)


def _note_signs_of_life(batch: Batch) -> None:
    """Whoever speaks has a whole budget again. One query where we turned to none of them."""
    spoke: dict[int, datetime] = {}
    for one in batch.messages:
        if one.writer_id and not one.is_ours() and not one.automatic:
            at: datetime = one.said_at
            spoke[one.writer_id] = max(at, spoke.get(one.writer_id, at))
    for address in batch.addresses.values():
        if address.failing_since and spoke.get(address.pk, address.failing_since) > address.failing_since:
            address.note_success()
    if spoke:
        by = {one.pk: one.person_id for one in batch.addresses.values() if one.pk in spoke}
        Room.objects.alive(by, spoke, kind=Life.Kind.WORD)


def _note_clocks(batch: Batch) -> None:
    """By which clock they live, as their own letters are dated; what a machine or a list dates tells nothing."""
    clocks: dict[int, tuple[str, datetime]] = {}
    for message, mail in zip(batch.messages, batch.mails, strict=True):
        is_their_own = message.origin == Message.Origin.CAME and not message.automatic
        if message.writer_id and mail.clock and is_their_own and mail.writer.address == mail.sender.address:
            before = clocks.get(message.writer_id)
            if before is None or before[1] < message.said_at:
                clocks[message.writer_id] = (mail.clock, message.said_at)
    OwnClock.objects.read(clocks)


class ReadElsewhere(Exception):
    """Someone else took these arrivals in."""


def _colleagues_elsewhere(read: Sequence[tuple[Arrival, ParsedMail]]) -> set[str]:
    """Who answered at another desk was a colleague, and is nobody we are in touch with."""
    ours = (mail for arrival, mail in read if arrival.thread and arrival.role == Folder.Role.SENT)
    return {normal_email(mail.sender.address) for mail in ours}


def _return_paths(read: Sequence[tuple[Arrival, ParsedMail]]) -> set[str]:
    """Where our letters come back to are addresses of ours, and nobody we know."""
    named = (normal_email(one.address) for _, mail in read for one in (*mail.to, *mail.cc))
    return {one for one in named if behind(one)}


def _our_addresses() -> set[str]:
    return {
        normal_email(one) for one in Inbox.objects.filter(~Q(address="")).values_list("address", flat=True)
    }
