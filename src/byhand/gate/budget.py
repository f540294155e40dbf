"""The budget: whether there is room to turn to somebody who has not spoken, from when, and why not.

Allowance: the team's policy (`policy.py`), lowered by the person's wish, slowed by silence (`room.py`). One query tells
it of a person or of a million.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import LessThan
from django.utils import timezone

from byhand.gate.policy import Policy
from byhand.kit.rhythm import RHYTHMS, SILENCE, Rhythm, length
from byhand.people.address import Address
from byhand.people.person import Person, PersonQuerySet


@dataclass(frozen=True, slots=True)
class Budget:
    """One person's: the step at which we may write (`SILENCE`: none), how often they did not answer, when last.

    `paused_until`: the day before which they want nothing; `is_stopped`: they want nothing more of our own accord.
    """

    person: int
    name: str
    step: int
    unanswered: int
    last_at: datetime | None
    paused_until: date | None = None
    is_stopped: bool = False

    @property
    def rhythm(self) -> Rhythm | None:
        """None for silence."""
        return RHYTHMS[self.step] if self.step < SILENCE else None

    def room_from(self) -> datetime | None:
        """From when there is room again, their pause aside; None where there is room by now, or never is."""
        return self.last_at + length(self.step) if self.last_at and self.step < SILENCE else None

    def has_room(self, at: datetime) -> bool:
        if self.step >= SILENCE or (self.paused_until and self.paused_until > timezone.localdate(at)):
            return False
        return self.last_at is None or self.last_at + length(self.step) <= at


def budgets(people: PersonQuerySet) -> list[Budget]:
    """Those of these people. Two queries: the policy, and they."""
    rows = with_step(people).values_list(
        "pk", "name", "step", "room__unanswered", "room__last_at", "room__paused_until", "room__stopped_at"
    )
    return [
        Budget(pk, name, step, unanswered or 0, last, pause, stopped is not None)
        for pk, name, step, unanswered, last, pause, stopped in rows
    ]


def budgets_at(values: Collection[str]) -> list[Budget]:
    """Those of whoever has these addresses, each once. Two queries."""
    kinds = Address.Kind.values
    theirs = Address.objects.order_by().filter(kind__in=kinds, value__in=values).values("person")
    return budgets(Person.objects.filter(pk__in=theirs))


def tightest(budgets: Collection[Budget], at: datetime) -> Budget | None:
    """Whoever has no room then, and the least of it; None if everyone has."""
    tight = [one for one in budgets if not one.has_room(at)]
    return max(tight, key=lambda one: (one.step, one.unanswered, one.person), default=None)


def with_step(people: PersonQuerySet) -> PersonQuerySet:
    """With `step`: how slow we are with each, `SILENCE` at most. One query more, for the policy."""
    wished = Coalesce(F("room__wished"), Value(0))
    chosen = Case(
        When(room__is_their_own=True, room__wished__isnull=False, then=wished),
        default=Greatest(_of_policy(), wished), output_field=IntegerField(),
    )  # fmt: skip
    slowed = Least(chosen + Coalesce(F("room__slowed"), Value(0)), Value(SILENCE))
    return people.annotate(
        step=Case(
            When(room__stopped_at__isnull=False, then=Value(SILENCE)),
            default=slowed,
            output_field=IntegerField(),
        )
    )


def having_room(people: PersonQuerySet, at: datetime) -> PersonQuerySet:
    """Those whom we may turn to then."""
    return with_step(people).filter(has_room_at(at)).exclude(_is_paused(at))


def without_room(people: PersonQuerySet, at: datetime) -> PersonQuerySet:
    """Those whom we may not. Whoever was never turned to and wished nothing has room, and is not looked at."""
    told = with_step(people.filter(room__isnull=False))
    return told.filter(~has_room_at(at) | _is_paused(at))


def has_room_at(at: datetime) -> Q:
    """Whether the window is over, of people `with_step`; their pause is another matter."""
    since = Q(room__last_at__isnull=True, step__lt=SILENCE)
    for step in range(SILENCE):
        since |= Q(step=step, room__last_at__lte=at - length(step))
    return since


def _is_paused(at: datetime) -> Q:
    return Q(room__paused_until__isnull=False, room__paused_until__gt=timezone.localdate(at))


def _of_policy() -> Case | Value:
    """What the team's policy has been at its slowest since we know them."""
    known = Coalesce(F("room__known_since"), F("made_at"))
    *earlier, latest = Policy.objects.steps()
    if not earlier:
        return Value(latest.step)
    slower = (When(LessThan(known, one.until), then=Value(one.step)) for one in earlier)
    return Case(*slower, default=Value(latest.step), output_field=IntegerField())
