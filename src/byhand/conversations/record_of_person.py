"""One person's whole record, as a file for them: their card, what they agreed to, what was said with them.

What colleagues noted among themselves is not in it, nor what stands in conversations and
inboxes that the colleague may not see.
"""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.call import Call
from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.conversations.message import Message
from byhand.conversations.record_of_letters import letters_of, may_follow_of
from byhand.gate.records.record import Record, RecordQuerySet
from byhand.people.agreed import as_told
from byhand.people.exporting import Seen, told_of
from byhand.people.person import Person
from byhand.people.wish import Wish
from byhand.team.house import House


def record_of(person: Person, seen: ConversationQuerySet, noted: Seen, sight: Sight) -> dict[str, Any]:
    """As JSON keeps it; the conversations among those seen, the oldest first."""
    prefetch_related_objects([person], "stays__organisation", *noted.prefetched())
    house = House.current()
    theirs = seen.filter(person=person).order_by("begun_at", "pk")
    return {
        "kept_by": house.name if house else "", "written_on": timezone.now().isoformat(),
        "person": told_of(person), "consents": as_told(person),
        "wishes": [_wish(one) for one in Wish.objects.history(person)],
        "may we see which links they follow": may_follow_of(person),
        "letters to many": letters_of(person, sight),
        "told by other systems": [_told(one) for one in _records(person)],
        "conversations": [_conversation(one) for one in theirs],
    }  # fmt: skip


def _wish(one: Wish) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(), "address": one.address.value, "by_which_way": one.door, "at_most": one.at_most,
        "paused_until": str(one.paused_until or ""), "stopped": one.stopped_at is not None, "not_by": one.not_by,
    }  # fmt: skip


def _records(person: Person) -> RecordQuerySet:
    rows = Record.objects.filter(address__person=person).select_related("source", "address")
    return rows.order_by("at", "pk")


def _told(one: Record) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(), "by": one.source.name, "address": one.address.value, "kind": one.kind,
        "number": one.number, "title": one.title, "amount": one.amount, "verified": one.trust == one.Trust.BELIEVED,
    }  # fmt: skip


def _conversation(one: Conversation) -> dict[str, Any]:
    calls = one.calls.select_related("taken_by", "called_by")
    said = one.messages.select_related("writer").prefetch_related("attachments").order_by("said_at", "pk")
    return {
        "subject": one.subject, "begun_at": one.begun_at.isoformat(),
        "messages": [_message(each) for each in said],
        "calls": [_call(each) for each in calls.prefetch_related("recordings")],
        "promises": [{"text": each.text, "due_on": str(each.due_on)} for each in one.promises.all()],
    }  # fmt: skip


def _call(one: Call) -> dict[str, Any]:
    return {
        "at": one.begun_at.isoformat(), "what became of it": one.outcome, "called themselves": one.name,
        "reached at": one.reach, "with": one.taken_by.name if one.taken_by else "",
        "called by us": one.called_by.name if one.called_by else "",
        "recordings": [
            {"agreed by": each.consented_by, "kept until": str(each.keep_until), "removed": bool(each.removed_at)}
            for each in one.recordings.all()
        ],
    }  # fmt: skip


def _message(one: Message) -> dict[str, Any]:
    return {
        "at": one.said_at.isoformat(), "from": one.writer_name,
        "address": one.writer.value if one.writer else one.inbox.address,
        "to": one.to, "cc": one.cc, "subject": one.subject, "text": one.text,
        "files": [each.filename for each in one.attachments.all()],
    }  # fmt: skip
