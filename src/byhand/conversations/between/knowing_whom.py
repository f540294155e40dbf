"""Who could introduce a colleague to a person: over colleagues who know them, and over people whom we know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.between.acquainted import Acquainted, acquainted_with
from byhand.conversations.between.in_sight import sees_all
from byhand.conversations.between.pair import Between
from byhand.conversations.introduction import Introduction
from byhand.kit.between import together
from byhand.kit.paths import Path, paths, strength
from byhand.people.person import Person
from byhand.team.user import User

Someone = tuple[Literal["colleague", "person"], int]
# Colleagues of one house know each other.
IN_THE_HOUSE = 0.9
MOST, AROUND = 5, 12
# Weaker than this it is no acquaintance to rely on.
LEAST = 0.02


@dataclass(frozen=True, slots=True)
class Way:
    """Those who could introduce, a colleague or a person each, whom one would ask first in front."""

    steps: tuple[User | Person, ...]
    cost: float

    @property
    def first(self) -> User | Person:
        return self.steps[0]

    def over_a_colleague(self) -> bool:
        return isinstance(self.first, User)


def ways_to(person: Person, sight: Sight, by: User) -> list[Way]:
    """The best few, the cheapest first, of what `by` may see. Twelve queries at most."""
    now = timezone.now()
    near = acquainted_with([person.pk], sight, now)
    around = sorted(near.get(person.pk, {}).items(), key=lambda one: -one[1])[:AROUND]
    further = acquainted_with([pk for pk, _ in around], sight, now) if around else {}
    ties = _ties(_known(person, near, further), by, sight, now)
    asked = Introduction.objects.asked_lately(now)
    found = paths(("colleague", by.pk), ("person", person.pk), ties, lambda one: asked.get(one, 0))[:MOST]
    return _named(found)


def knows_best(person: int, colleagues: Collection[int]) -> int | None:
    """Which of these colleagues has been closest to the person; None if none has spoken with them. One query.

    It decides whose bell rings and is shown to nobody, so it may rest on everything.
    """
    now = timezone.now()
    rows = Between.objects.filter(person=person, colleague__in=colleagues, is_whole=True, went_count__gt=0)
    volumes = {one.colleague_id: sum(one.tally().at(now)) for one in rows}
    return max(volumes, key=lambda one: (volumes[one], -(one or 0)), default=None)


def _known(person: Person, near: Acquainted, further: Acquainted) -> Acquainted:
    """The person's own acquaintances, and theirs; a step is there in both directions."""
    known: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for found in (further, near):
        for one, others in found.items():
            known[one] |= others
    return known


def _ties(known: Acquainted, by: User, sight: Sight, now: datetime) -> dict[Someone, dict[Someone, float]]:
    ties: defaultdict[Someone, dict[Someone, float]] = defaultdict(dict)

    def tie(one: Someone, other: Someone, how: float) -> None:
        if how >= LEAST:
            ties[one][other] = ties[other][one] = how

    for one, others in known.items():
        for other, volume in others.items():
            tie(("person", one), ("person", other), strength(volume))
    for colleague, person, volume in _of_colleagues(set(known), sight, now):
        tie(("colleague", colleague), ("person", person), strength(volume))
        if colleague != by.pk:
            tie(("colleague", by.pk), ("colleague", colleague), IN_THE_HOUSE)
    return ties


def _of_colleagues(people: set[int], sight: Sight, now: datetime) -> list[tuple[int, int, float]]:
    """How close each of us is to these people, of what the reader sees."""
    rows = Between.objects.filter(
        person__in=people, colleague__is_active=True, person__blocked_at__isnull=True, went_count__gt=0
    )
    rows = rows.filter(is_whole=True) if sees_all(sight) else rows.places_in_sight(sight)
    pairs: defaultdict[tuple[int, int], list[Between]] = defaultdict(list)
    for row in rows:
        pairs[row.colleague_id or 0, row.person_id].append(row)
    return [(colleague, person, sum(together(one.tally() for one in rows).at(now)))
            for (colleague, person), rows in pairs.items()]  # fmt: skip


def _named(found: list[Path[Someone]]) -> list[Way]:
    every = {one for path in found for one in path.introducers}
    users = User.objects.in_bulk([pk for kind, pk in every if kind == "colleague"])
    people = Person.objects.in_bulk([pk for kind, pk in every if kind == "person"])
    return [
        Way(tuple(users[pk] if kind == "colleague" else people[pk] for kind, pk in path.introducers), path.cost)
        for path in found
    ]  # fmt: skip
