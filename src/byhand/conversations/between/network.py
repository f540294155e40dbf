"""The network: the people closest to us, who of us knows them, and who of them stand in the same conversations.

Made of what the reader may see and of nothing else. No figure is told of a colleague, only whom they write with.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nsmallest
from operator import attrgetter

from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.between.acquainted import LARGEST, Acquainted, both, shared, tied
from byhand.conversations.between.in_sight import sees_all
from byhand.conversations.between.pair import Between, BetweenQuerySet
from byhand.conversations.conversation import Conversation, Participant
from byhand.conversations.knowing import among
from byhand.kit.between import Tally, decayed, together
from byhand.kit.brokers import constraints
from byhand.people.person import Person
from byhand.team.user import User

# Whom we had no word with for so long stands in no picture.
WITHIN = timedelta(days=730)
PORTION = 10_000


@dataclass(slots=True)
class Known:
    """One person in the picture: how much came and went, of now; who of us knows them, the closest first."""

    pk: int
    name: str
    came: float
    went: float
    letters: int
    last_at: datetime | None
    is_due: bool
    colleagues: list[int] = field(default_factory=list[int])
    shares: int = 0
    constraint: float | None = None

    @property
    def volume(self) -> float:
        return self.came + self.went


@dataclass(frozen=True, slots=True)
class Network:
    """People, the closest first, colleagues by id, and pairs of people who share a conversation."""

    people: list[Known]
    colleagues: dict[int, User]
    pairs: list[tuple[int, int]]


def network(sight: Sight, *, most: int) -> Network:
    """At most so many people. Eleven queries, however many."""
    now = timezone.now()
    known = _closest(sight, most, now)
    here = {one.pk: one for one in known}
    ties = _acquainted(set(here), sight, now)
    pairs = [(one, other) for one, others in ties.items() for other in others if one < other]
    colleagues = _who_knows(here, sight, now)
    whole = _with_colleagues(ties, known)
    free = constraints(whole)
    for one in known:
        one.shares = len(ties.get(one.pk, ()))
        one.constraint = free.get(one.pk) if len(whole.get(one.pk, ())) > 1 else None
    return Network(known, colleagues, pairs)


def _closest(sight: Sight, most: int, now: datetime) -> list[Known]:
    rows = Between.objects.of_house().filter(as_of__gte=now - WITHIN, person__blocked_at__isnull=True)
    volumes = _volumes(rows, sight, now)
    chosen = nsmallest(most, volumes, key=lambda pk: (-volumes[pk], pk))
    tallies = _tallies(rows.filter(person__in=chosen), sight)
    names = dict(Person.objects.filter(pk__in=chosen).values_list("pk", "name"))
    found: list[Known] = []
    for pk in chosen:
        tally, due_at = tallies[pk, None]
        came, went = tally.at(now)
        letters = tally.came_count + tally.went_count
        found.append(Known(pk, names[pk], came, went, letters, tally.last_at, bool(due_at and due_at <= now)))
    return found


def _volumes(rows: BetweenQuerySet, sight: Sight, now: datetime) -> dict[int, float]:
    """How much goes between us and each of everybody: all that is read of those who are not among the closest."""
    found: defaultdict[int, float] = defaultdict(float)
    parts = _seen(rows, sight).order_by().values_list("person", "came", "went", "as_of")
    for person, came, went, as_of in parts:
        found[person] += decayed(came + went, max(now - as_of, timedelta()))
    return found


def _seen(rows: BetweenQuerySet, sight: Sight) -> BetweenQuerySet:
    return rows.filter(is_whole=True) if sees_all(sight) else rows.places_in_sight(sight)


def _tallies(
    rows: BetweenQuerySet, sight: Sight
) -> dict[tuple[int, int | None], tuple[Tally, datetime | None]]:
    """Of each pair what the reader sees, and when its silence becomes too long, where one row tells."""
    pairs: defaultdict[tuple[int, int | None], list[tuple[Tally, datetime | None]]] = defaultdict(list)
    columns = (
        "person", "colleague", "due_at", "came", "went", "as_of", "came_count", "went_count", "last_at",
    )  # fmt: skip
    for person, colleague, due_at, *counted in _seen(rows, sight).order_by().values_list(*columns):
        pairs[person, colleague].append((Tally(*counted), due_at))
    return {
        pair: parts[0] if len(parts) == 1 else (together(tally for tally, _ in parts), None)
        for pair, parts in pairs.items()
    }


def _acquainted(people: set[int], sight: Sight, now: datetime) -> Acquainted:
    """Whoever of them stands together in conversations of the last two years, or has a tie that was noted."""
    part = Participant.objects.filter(
        conversation__last_at__gte=now - WITHIN, conversation__folded_at__isnull=True,
        address__person__in=people,
    )  # fmt: skip
    if not sees_all(sight):
        part = part.filter(among(Conversation.objects.in_sight(sight)))
    lasted: dict[int, datetime] = {}
    there: defaultdict[int, set[int]] = defaultdict(set)
    for conversation, person, last_at in part.values_list(
        "conversation", "address__person", "conversation__last_at"
    ):
        there[conversation].add(person)
        lasted[conversation] = last_at
    several = {pk: lasted[pk] for pk, who in there.items() if 2 <= len(who) <= LARGEST}
    found = both(shared(several, now), tied(people, sight))
    return {one: {other: how for other, how in others.items() if other in people}
            for one, others in found.items() if one in people}  # fmt: skip


def _who_knows(here: dict[int, Known], sight: Sight, now: datetime) -> dict[int, User]:
    """Writes on each who of us writes with them."""
    rows = Between.objects.filter(person__in=here, colleague__is_active=True, went_count__gt=0)
    close: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (person, colleague), (tally, _) in _tallies(rows, sight).items():
        close[person].append((-sum(tally.at(now)), colleague or 0))
    for person, found in close.items():
        here[person].colleagues = [colleague for _, colleague in sorted(found)]
    ids = {colleague for one in here.values() for colleague in one.colleagues}
    return {one.pk: one for one in sorted(User.objects.filter(pk__in=ids), key=attrgetter("name"))}


def _with_colleagues(ties: Acquainted, known: list[Known]) -> Acquainted:
    """The same, with us among them, each of us as a node of a number below nothing."""
    whole: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for one, others in ties.items():
        whole[one] |= others
    for one in known:
        for colleague in one.colleagues:
            whole[one.pk][-colleague] = whole[-colleague][one.pk] = max(one.volume, 1e-9)
    return whole
