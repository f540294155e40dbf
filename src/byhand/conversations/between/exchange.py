"""The exchange: what was said between us and one person, newest last, as far as a reader may see it. No words of it.

From it comes what depends on who spoke after whom: how soon answers come, and who talks alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.between.in_sight import sees_all
from byhand.conversations.between.letter import addressed, is_to_many
from byhand.conversations.conversation import Conversation, Participant
from byhand.conversations.knowing import among
from byhand.conversations.message import Message, MessageQuerySet
from byhand.kit.waits import Wait
from byhand.people.address import Address
from byhand.team.kept import Given, kept

# Of what each side wrote so many are looked at, the newest.
LATEST = 200
# Nobody waits any longer than that.
WAITS = timedelta(days=30)
_HOUR = timedelta(hours=1)

Rows = QuerySet[Message, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Said:
    """One letter: where it stands, which it is, when, whose, and to how many."""

    conversation: str
    message: int
    at: datetime
    ours: bool
    colleague: int | None
    recipients: int


def exchange_with(person: int, addresses: Collection[Address], sight: Sight) -> list[Said]:
    """The oldest first. Two queries."""
    values = {one.value for one in addresses}
    theirs, ours = (one.ask(person=person) for one in (_theirs(sight), _ours(sight)))
    found = [*_read(theirs), *_read(ours, to=values)]
    return sorted(found, key=lambda one: (one.at, one.message))


@kept
def _theirs(sight: Sight) -> Rows:
    return _told(Message.objects.filter(writer__person=Given("person")), sight)


@kept
def _ours(sight: Sight) -> Rows:
    """Whatever of ours stands where they take part; to whom it went is looked at afterwards."""
    here = Participant.objects.filter(address__person=Given("person")).values("conversation")
    return _told(Message.objects.standing().exclude(origin="came").filter(conversation__in=here), sight)


def _told(said: MessageQuerySet, sight: Sight) -> Rows:
    if not sees_all(sight):
        said = said.filter(among(Conversation.objects.in_sight(sight)))
    newest = said.filter(automatic="").order_by("-said_at", "-pk")
    return newest.values_list(
        "conversation__public_id", "pk", "said_at", "origin", "colleague", "to", "cc", "dispatch__bcc"
    )[:LATEST]


def _read(rows: Iterable[tuple[Any, ...]], *, to: Collection[str] = ()) -> Iterator[Said]:
    for place, pk, at, origin, colleague, *lines in rows:
        values = addressed(*lines)
        if not is_to_many(values) and (not to or not values.isdisjoint(to)):
            yield Said(place, pk, at, origin != "came", colleague, len(values))


def waits(exchange: Iterable[Said], *, for_us: bool, now: datetime | None = None) -> list[tuple[Said, Wait]]:
    """How long each side's question stood: from the first letter after the other's last, until an answer to it.

    `for_us`: they wait for us; else we for them. What is older than a month without an answer waits no more.
    """
    now = now or timezone.now()
    threads: defaultdict[str, list[Said]] = defaultdict(list)
    for one in exchange:
        threads[one.conversation].append(one)
    return [found for thread in threads.values() for found in _waits_in(thread, for_us, now)]


def _waits_in(thread: Sequence[Said], for_us: bool, now: datetime) -> Iterator[tuple[Said, Wait]]:
    asked: Said | None = None
    for one in thread:
        if one.ours != for_us:
            asked = asked or one
        elif asked is not None:
            yield asked, _wait(one.at - asked.at, answered=True)
            asked = None
    if asked is not None:
        yield asked, _wait(now - asked.at, answered=False)


def _wait(took: timedelta, *, answered: bool) -> Wait:
    return Wait(min(took, WAITS) / _HOUR, answered and took <= WAITS)


def longest_monologue(exchange: Iterable[Said]) -> list[Said]:
    """The longest run of our letters with no word of theirs between; the newest of several. At least two."""
    longest: list[Said] = []
    run: list[Said] = []
    for one in exchange:
        run = [*run, one] if one.ours else []
        if len(run) >= max(len(longest), 2):
            longest = run
    return longest


def weekly(exchange: Iterable[Said], since: datetime) -> dict[int, tuple[int, int]]:
    """How many came and went in each week since then, weeks numbered from it."""
    counts: dict[int, Any] = defaultdict(lambda: [0, 0])
    for one in exchange:
        if one.at >= since:
            counts[(one.at - since).days // 7][one.ours] += 1
    return {week: (came, went) for week, (came, went) in counts.items()}
