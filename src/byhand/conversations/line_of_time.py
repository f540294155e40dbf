"""The line of time: all that was said, noted, promised and marked with one person, over every channel, newest first.

One plan: each part gives its newest rows that the reader may see, and the database lays them side by side. What shows
itself of each is in that answer, so that nothing is asked row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import CharField, DateTimeField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, Left, NullIf
from django.utils.dateparse import parse_datetime

from byhand.channels.inbox import Sight
from byhand.conversations.call import Call
from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.knowing import memories_in_sight, occasions_in_sight
from byhand.conversations.message import Message
from byhand.conversations.note import Note
from byhand.conversations.to_many_in_time import AMONG, BECAME, letters_to_many
from byhand.gate.complaint import Complaint
from byhand.gate.records.record import Record
from byhand.team.kept import Given, kept

BROADCAST, CALL, COMPLAINT, EVENT, MEMORY, MESSAGE, NOTE, OCCASION, RECORD = KINDS = (
    "broadcast",
    "call",
    "complaint",
    "event",
    "memory",
    "message",
    "note",
    "occasion",
    "record",
)
OF_PROMISES = (
    Event.Kind.PROMISED, Event.Kind.KEPT, Event.Kind.THEY_PROMISED, Event.Kind.THEY_KEPT, Event.Kind.MOVED,
    Event.Kind.BROKEN,
)  # fmt: skip
SHOWN = 300  # letters of what was said
BETWEEN = "~"
COLUMNS = ("tell", "row", "moment", "who", "said", "sort", "matter", "where", "letter", "channel")
Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing in it. `sort` is the origin, the outcome, the kind of event, occasion or record; `where` a public id.

    Of a record `matter` is its number and its amount, `channel` whether it is believed. Of a letter to many `said` is
    to how many it went, `sort` what became of it, `letter` its dispatch.
    """

    kind: str
    row: int
    at: datetime
    who: str
    said: str
    sort: str
    matter: str
    where: str | None
    letter: int | None
    channel: str

    def key(self) -> str:
        return BETWEEN.join((self.at.isoformat(), self.kind, str(self.row)))


def line_of(person: int, sight: Sight, me: int, *, after: str = "", size: int) -> tuple[list[Moment], str]:
    """The newest moments behind that key, and the key of the last one; empty if these are all. One query."""
    values: dict[str, Any] = {"person": person, "me": me}
    last = _read(after)
    if last:
        values |= {"at": last[0], "row": last[2]}
    rows = _line(sight, size + 1, last[1] if last else "").ask(**values)
    found = [Moment(*one) for one in cast("Sequence[Any]", rows)]
    return found[:size], found[size - 1].key() if len(found) > size else ""


@kept
def _line(sight: Sight, most: int, after: str) -> Rows:
    seen = Conversation.objects.in_sight(sight).filter(person=Given("person")).values("pk")
    theirs, me = {"person": Given("person")}, cast("Any", Given("me"))
    messages = Message.objects.standing().filter(conversation__in=seen)
    events = Event.objects.filter(conversation__in=seen, kind__in=OF_PROMISES)
    writer = Coalesce(NullIf("writer_name", Value("")), "writer__value")
    parts = [
        _part(messages, MESSAGE, "said_at", most, after, who=writer, said=Left("new_text", SHOWN), sort=F("origin"),
              matter=Left("subject", SHOWN), letter=F("pk"), where=F("conversation__public_id"),
              channel=F("inbox__name")),
        _part(Call.objects.filter(conversation__in=seen), CALL, "begun_at", most, after, who=F("taken_by__name"),
              said=F("name"), sort=F("outcome"), matter=F("called_by__name"), where=F("conversation__public_id"),
              channel=F("inbox__name")),
        _part(Complaint.objects.filter(address__person=Given("person")), COMPLAINT, "at", most, after,
              who=F("address__value"), said=Value(""), where=Value("")),
        _part(Note.objects.filter(conversation__in=seen), NOTE, "at", most, after, who=F("by__name"),
              said=Left("text", SHOWN), matter=Left("conversation__subject", SHOWN),
              where=F("conversation__public_id")),
        _part(events, EVENT, "at", most, after, who=F("by__name"), said=F("words"), sort=F("kind"),
              where=F("conversation__public_id")),
        _part(memories_in_sight(sight, me).filter(**theirs), MEMORY, "noted_at", most, after, who=F("by__name"),
              said=F("text"), letter=F("message_id"), where=F("message__conversation__public_id")),
        _part(occasions_in_sight(sight).filter(**theirs), OCCASION, "noted_at", most, after, who=F("by__name"),
              said=F("label"), sort=F("kind"), matter=Cast("in_year", CharField()), letter=F("message_id"),
              where=F("message__conversation__public_id")),
        _part(Record.objects.filter(address__person=Given("person")), RECORD, "at", most, after, who=F("source__name"),
              said=F("title"), sort=F("kind"), matter=Concat("number", Value(BETWEEN), "amount"), where=Value(None),
              channel=F("trust")),
        _part(letters_to_many(sight).filter(address__person=Given("person")), BROADCAST, "settled_at", most, after,
              who=F("dispatch__author_name"), said=AMONG, sort=BECAME, matter=F("dispatch__subject"),
              letter=F("dispatch_id"), where=Value(None), channel=F("dispatch__inbox__name")),
    ]  # fmt: skip
    return parts[0].union(*parts[1:], all=True).order_by("-moment", "tell", "-row")[:most]


def _part(rows: Rows, kind: str, at: str, most: int, after: str, **told: Any) -> Rows:
    """The newest rows of one noun, first their ids alone; then what is shown of those few."""
    if after:
        rows = rows.filter(_behind(kind, at, after))
    newest = rows.order_by(f"-{at}", "-pk").values("pk")[:most]
    nothing = {
        "sort": Value(""),
        "matter": Value(""),
        "channel": Value(""),
        "letter": Value(None, IntegerField()),
    }
    told = nothing | told
    shown = rows.model._default_manager.filter(pk__in=newest).order_by()
    shown = shown.annotate(
        tell=Value(kind), row=F("pk"), moment=F(at), **{one: _text(told, one) for one in told}
    )
    return shown.values_list(*COLUMNS)


def _text(told: dict[str, Any], one: str) -> Any:
    """Columns of one kind under each other: PostgreSQL lays no text of a choice beside a number."""
    return told[one] if one == "letter" else Coalesce(told[one], Value(""), output_field=CharField())


def _behind(kind: str, at: str, after: str) -> Q:
    """What stands behind a row of the kind `after`: newest first, then by kind, then by number."""
    moment = Given("at", DateTimeField())
    if kind > after:
        return Q(**{f"{at}__lte": moment})
    earlier = Q(**{f"{at}__lt": moment})
    return earlier | Q(**{at: moment, "pk__lt": Given("row")}) if kind == after else earlier


def _read(after: str) -> tuple[datetime, str, int] | None:
    """A key as it was given out; None for anything else."""
    written, _, rest = after.partition(BETWEEN)
    kind, _, row = rest.partition(BETWEEN)
    if kind not in KINDS or not (row.isascii() and row.isdecimal() and len(row) < 18):
        return None
    try:
        at = parse_datetime(written)
    except ValueError:
        return None
    return (at, kind, int(row)) if at is not None and at.tzinfo is not None else None
