"""The house's own letters as the audit wants them told: batch by batch in the order of their ids, so that memory stays
flat however long the history is.

What is not for us (spam a person or the server folded away) is left out; machines' mail stays and counts as such.
Facts that a letter of ours quotes are no words of its writer (`quoting_facts`), and never count as said again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Left
from django.utils import timezone

from byhand.audit.rows import AUTOMATIC
from byhand.audit.told import Told
from byhand.conversations.message import Message
from byhand.conversations.quoting_facts import own_words
from byhand.insight.correspondents import Correspondents, Mailbox

BATCH = 5_000
_LONGEST = 100_000  # letters of one message that are looked at


class Letter(NamedTuple):
    """A message, with what the audit asks of it. `heard_by` is the colleague it was said to, as far as known."""

    pk: int
    conversation: str
    message_id: str
    inbox: str
    origin: str
    writer: str | None
    writer_name: str
    colleague: int | None
    heard_by: int | None
    to: list[Mailbox]
    cc: list[Mailbox]
    bcc: list[Mailbox] | None
    when: datetime
    subject: str
    words: str
    automatic: str


def letters_told(batch: int = BATCH) -> Iterator[list[Told]]:
    """Every letter that came or went, so many at a time."""
    letters, after, zone = _letters(), 0, ZoneInfo(settings.TIME_ZONE)
    while rows := [Letter._make(row) for row in letters.filter(pk__gt=after)[:batch]]:
        known = Correspondents.of(rows)
        yield [_told(one, known, zone) for one in rows]
        after = rows[-1].pk


def _letters() -> QuerySet[Message, tuple[object, ...]]:
    heard_by = Case(When(origin=Message.Origin.CAME, then=Coalesce(_spoke_before(), _answered_after())))
    return (
        Message.objects.standing()
        .exclude(origin=Message.Origin.CAME, automatic="", conversation__folded_at__isnull=False)
        .exclude(dispatch__leaves_at__gt=timezone.now())
        .order_by("pk")
        .values_list(
            "pk", "conversation__public_id", "message_id", "inbox__address", "origin", "writer__value", "writer_name",
            "colleague_id", heard_by, "to", "cc", "dispatch__bcc", Coalesce("dispatch__leaves_at", F("said_at")),
            "subject", Left("new_text", _LONGEST), "automatic",
        )
    )  # fmt: skip


def _spoke_before() -> Subquery:
    """The colleague who spoke last in the conversation: to them it was said."""
    before = _by_colleagues().filter(said_at__lte=OuterRef("said_at"))
    return Subquery(before.order_by("-said_at").values("colleague_id")[:1])


def _answered_after() -> Subquery:
    """The colleague who answered first: it was said to nobody in particular."""
    after = _by_colleagues().filter(said_at__gt=OuterRef("said_at"))
    return Subquery(after.order_by("said_at").values("colleague_id")[:1])


def _by_colleagues() -> QuerySet[Message]:
    return Message.objects.filter(conversation=OuterRef("conversation"), colleague__isnull=False)


def _told(letter: Letter, known: Correspondents, zone: ZoneInfo) -> Told:
    ours = letter.origin != Message.Origin.CAME.value
    sender = (
        known.ours(letter.colleague, letter.inbox) if ours else known.them(letter.writer, letter.writer_name)
    )
    to = [known.named(one) for one in (*letter.to, *letter.cc, *(letter.bcc or ()))]
    if not ours:
        to = [known.ours(letter.heard_by, letter.inbox), *(one for one in to if not known.is_inbox(one))]
    return Told(
        place_of(letter.conversation, letter.pk), sender, ", ".join(dict.fromkeys(to)), letter.when, letter.subject,
        own_words(letter.words) if ours else letter.words, "", letter.message_id, letter.conversation,
        AUTOMATIC.get(letter.automatic, 0), _east(letter.when, zone),
    )  # fmt: skip


def place_of(conversation: str, message: int) -> str:
    """Where the letter can be opened at the desk."""
    return f"/conversations/{conversation}/#m{message}"


def _east(when: datetime, zone: ZoneInfo) -> int:
    """Seconds east of UTC at the house, then."""
    offset = when.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
