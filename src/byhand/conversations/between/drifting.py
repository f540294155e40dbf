"""Drifting away: people of whom we have heard nothing, nor they of us, for longer than is usual between us.

When a silence becomes too long is written on the row with every letter (`due_at`), so that the question is a range of
an index. `overdue = max(elapsed - usual, 0) / usual`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, F, FloatField, Func, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.between.falling_due import falls_due
from byhand.conversations.between.in_sight import other_parts, place_in_sight, sees_all, whole_in_sight
from byhand.conversations.between.pair import Between, BetweenQuerySet
from byhand.kit.between import DAY, Tally, overdue, rhythm, together
from byhand.people.person import Person
from byhand.team.kept import Given, kept
from byhand.team.user import User

MOST = 50
# Whose silence became too long before that has left, and is not drifting any more.
WITHIN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Drift:
    """A person, by id, and the reason in figures; times in days.

    `usual` is the cadence if `by_cadence`, else the middle one of `gaps` gaps, and `often` what nine in ten stay under.
    """

    person: int
    last_at: datetime | None
    elapsed: float
    usual: float
    often: float
    gaps: int
    by_cadence: bool

    @property
    def overdue(self) -> float:
        """By how many usual gaps the silence is too long."""
        return overdue(self.elapsed, self.usual)


@dataclass(frozen=True, slots=True)
class Silence:
    """What of one pair the reader sees: whom, what was counted (no volumes), and the cadence that was set."""

    person: int
    tally: Tally
    cadence: int | None
    cadence_since: datetime | None


# In the order in which `_silence` takes them.
COLUMNS = ("person", "cadence", "cadence_since", "as_of", "came_count", "went_count", "last_at", "weeks")
Rows = QuerySet[Between, tuple[Any, ...]]


def who_drifts(
    sight: Sight,
    *,
    of: User | None = None,
    now: datetime | None = None,
    within: timedelta = WITHIN,
    most: int = MOST,
) -> list[Drift]:
    """Whose silence is longer than nine in ten of their gaps, or than the cadence that was set; most overdue first.

    Of the whole house, or of one colleague's own exchange with them. Blocked people are left out. Whoever sees
    everything is answered by one query; else another asks for pairs of which the reader sees several places, not all.
    """
    now = now or timezone.now()
    asked = {"of": of and of.pk, "now": now, "since": now - within, "days": now.timestamp() / 86400}
    found = [_silence(row) for row in _due(sight, of is None, most).ask(**asked)]
    if not sees_all(sight):
        found += _due_together(_of_several(sight, of is None).ask(**asked), now, now - within)
    return sorted((_drift(one, now) for one in found), key=lambda one: (-one.overdue, one.person))[:most]


@kept
def _due(sight: Sight, of_house: bool, most: int) -> Rows:
    """Rows that are all a reader sees of their pair, the most overdue first."""
    rows, since = _rows(of_house), Given("since", DateTimeField())
    due = rows.filter(due_at__lte=Given("now", DateTimeField())).filter(
        Q(due_at__gt=since) | Q(cadence__isnull=False)
    )
    over = (Given("days", FloatField()) - _Days(Coalesce("last_at", "cadence_since"))) / F("usual")
    return due.filter(_alone(rows, sight)).order_by(over.desc(), "pk").values_list(*COLUMNS)[:most]


def _alone(rows: BetweenQuerySet, sight: Sight) -> Q:
    """A pair of which they see every place is told by its whole; one of which they see a single place, by that."""
    if sees_all(sight):
        return Q(is_whole=True)
    parts = other_parts(rows)
    only_one = Q(is_whole=False) & place_in_sight(sight) & ~Exists(parts.filter(place_in_sight(sight)))
    return only_one | whole_in_sight(rows, sight)


@kept
def _of_several(sight: Sight, of_house: bool) -> Rows:
    """The places a reader sees of pairs of which they see several, and not all."""
    rows = _rows(of_house)
    seen = rows.partly_in_sight(sight).filter(Exists(other_parts(rows).filter(place_in_sight(sight))))
    return seen.order_by().values_list(*COLUMNS)


def _rows(of_house: bool) -> BetweenQuerySet:
    rows = Between.objects.of_house() if of_house else Between.objects.filter(colleague=Given("of"))
    return rows.exclude(person__in=Person.objects.filter(blocked_at__isnull=False))


def _due_together(rows: Iterable[tuple[Any, ...]], now: datetime, since: datetime) -> Iterator[Silence]:
    """Put together as if there were nothing else, those whose silence is too long then."""
    pairs: defaultdict[int, list[Silence]] = defaultdict(list)
    for row in rows:
        pairs[row[0]].append(_silence(row))
    for person, parts in pairs.items():
        tally, cadence, at = together(one.tally for one in parts), parts[0].cadence, parts[0].cadence_since
        _usual, due_at = falls_due(tally, cadence, at)
        if due_at and due_at <= now and (due_at > since or cadence):
            yield Silence(person, tally, cadence, at)


def _silence(row: tuple[Any, ...]) -> Silence:
    person, cadence, cadence_since, as_of, came, went, last_at, weeks = row
    return Silence(person, Tally(0.0, 0.0, as_of, came, went, last_at, weeks), cadence, cadence_since)


def _drift(one: Silence, now: datetime) -> Drift:
    usual, due_at = falls_due(one.tally, one.cadence, one.cadence_since)
    assert usual and due_at
    found = rhythm(one.tally.weeks)
    since = one.tally.last_at or one.cadence_since or due_at
    return Drift(
        person=one.person, last_at=one.tally.last_at, elapsed=(now - since) / DAY, usual=usual,
        often=float(one.cadence) if one.cadence else (due_at - since) / DAY,
        gaps=found.gaps if found else 0, by_cadence=bool(one.cadence),
    )  # fmt: skip


class _Days(Func):
    """A moment as a number of days since 1970."""

    def __init__(self, moment: Any) -> None:
        super().__init__(moment, output_field=FloatField())

    def as_sqlite(self, compiler: Any, connection: Any, **options: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(julianday(%(expressions)s) - 2440587.5)", **options
        )

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        template = "(extract(epoch from %(expressions)s) / 86400.0)::double precision"
        return self.as_sql(compiler, connection, template=template, **options)
