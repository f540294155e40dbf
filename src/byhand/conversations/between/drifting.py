"""Drifting away: people of whom we have heard nothing, nor they of us, for longer than is usual between us.

When a silence becomes too long is written on the row with every letter (`due_at`), so that the question is a range of
an index. `overdue = max(elapsed - usual, 0) / usual`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, FloatField, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.between.falling_due import falls_due
from byhand.conversations.between.in_sight import other_parts, place_in_sight, sees_all, whole_in_sight
from byhand.kit.between import DAY, Tally, overdue, rhythm, together
from byhand.people.person import Person

if TYPE_CHECKING:
    from byhand.conversations.between.pair import Between, BetweenQuerySet
    from byhand.team.user import User

MOST = 50
# Whose silence became too long before that has left, and is not drifting any more.
WITHIN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Drift:
    """A person, and the reason in figures; times in days.

    `usual` is the cadence if `by_cadence`, else the middle one of `gaps` gaps, and `often` what nine in ten stay under.
    """

    person: Person
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


def drifting(
    self: BetweenQuerySet,
    sight: Sight,
    *,
    of: User | None = None,
    now: datetime | None = None,
    within: timedelta = WITHIN,
    most: int = MOST,
) -> list[Drift]:
    """Whose silence is longer than nine in ten of their gaps, or than the cadence that was set; most overdue first.

    Of the whole house, or of one colleague's own exchange with them. Blocked people are left out. Whoever sees
    everything is answered by two queries; else another asks for pairs of which the reader sees several places, not all.
    """
    now = now or timezone.now()
    rows = self.filter(colleague=of).exclude(person__in=Person.objects.filter(blocked_at__isnull=False))
    due = rows.filter(due_at__lte=now).filter(Q(due_at__gt=now - within) | Q(cadence__isnull=False))
    if sees_all(sight):
        return [_drift(row, row.tally(), now) for row in _most_overdue(due.filter(is_whole=True), now, most)]
    found = [_drift(row, row.tally(), now) for row in _most_overdue(_alone(due, sight), now, most)]
    found += _of_several(rows.select_related("person"), sight, now, now - within)
    return sorted(found, key=lambda one: (-one.overdue, one.person.pk))[:most]


def _most_overdue(rows: BetweenQuerySet, now: datetime, most: int) -> BetweenQuerySet:
    """With their people, who are looked up for these few alone and not for everybody who is due.

    The few are named first: within one query PostgreSQL may reckon them dear and sort every row of the house instead.
    """
    chosen = rows.annotate(over=_overdue(now)).order_by("-over", "pk").values_list("pk", flat=True)
    named = rows.model.objects.filter(pk__in=list(chosen[:most])).select_related("person")
    return named.annotate(over=_overdue(now)).order_by("-over", "pk")


def _alone(rows: BetweenQuerySet, sight: Sight) -> BetweenQuerySet:
    """Rows that are all a reader sees of their pair."""
    parts = other_parts(rows)
    only_one = Q(is_whole=False) & place_in_sight(sight) & ~Exists(parts.filter(place_in_sight(sight)))
    # A pair of which they see every place is told by its whole; one of which they see a single place, by that.
    return rows.filter(only_one | whole_in_sight(rows, sight))


def _of_several(rows: BetweenQuerySet, sight: Sight, now: datetime, since: datetime) -> list[Drift]:
    """Pairs of which the reader sees several places and not all: put together as if there were nothing else."""
    seen = rows.partly_in_sight(sight).filter(Exists(other_parts(rows).filter(place_in_sight(sight))))
    pairs: defaultdict[int, list[Between]] = defaultdict(list)
    for row in seen:
        pairs[row.person_id].append(row)
    found: list[Drift] = []
    for parts in pairs.values():
        tally = together(one.tally() for one in parts)
        _usual, due_at = falls_due(tally, parts[0].cadence, parts[0].cadence_since)
        if due_at and due_at <= now and (due_at > since or parts[0].cadence):
            found.append(_drift(parts[0], tally, now))
    return found


def _drift(row: Between, tally: Tally, now: datetime) -> Drift:
    usual, due_at = falls_due(tally, row.cadence, row.cadence_since)
    assert usual and due_at
    found = rhythm(tally.weeks)
    since = tally.last_at or row.cadence_since or due_at
    return Drift(
        person=row.person, last_at=tally.last_at, elapsed=(now - since) / DAY, usual=usual,
        often=float(row.cadence) if row.cadence else (due_at - since) / DAY,
        gaps=found.gaps if found else 0, by_cadence=bool(row.cadence),
    )  # fmt: skip


def _overdue(now: datetime) -> Any:
    """(elapsed - usual) / usual, up to a constant: elapsed / usual, in the database."""
    days = Value(now.timestamp() / 86400, output_field=FloatField())
    return (days - _Days(Coalesce("last_at", "cadence_since"))) / F("usual")


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
