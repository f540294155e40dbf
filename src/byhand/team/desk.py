"""The desk: who is truly there now, and who is there next, and when. Every page and every channel asks here.

There is who says so by the switch (or says nothing), has a browser that lives and was touched lately (`here.py`), and
may answer: a guest answers nobody. Whoever is not there is expected when they said they would be back, or when their
hours next begin on a day that is no holiday and on which they are not absent. Where nobody said anything, nothing is
promised.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from byhand.kit.hours import Hours
from byhand.team.clock import house_zone, zone_of
from byhand.team.free_days import free_days
from byhand.team.here import Here
from byhand.team.house import House
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Expected:
    """Who will be there, and when, in UTC."""

    colleague: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One colleague, as customers may know it. `back_at` (UTC) is None while they are there, or where nobody said."""

    colleague: User
    is_there: bool
    back_at: datetime | None = None
    word: str = ""


def at_the_desk(among: Collection[int] | None = None) -> list[User]:
    """Who is there now, by name; of these colleagues, or of all who may answer. One query."""
    rows = Here.objects.now().select_related("colleague")
    if among is not None:
        rows = rows.filter(colleague__in=among)
    now = timezone.now()
    there = [one.colleague for one in rows if one.colleague.may_answer() and not is_away(one.colleague, now)]
    return sorted(there, key=_by_name)


def expected_back(among: Collection[int] | None = None) -> Expected | None:
    """Of those not there, who is there first, and when; None if nobody said. Three queries."""
    expected = [
        Expected(one.colleague, one.back_at) for one in whereabouts(among) if not one.is_there and one.back_at
    ]
    return min(expected, key=lambda one: (one.at, *_by_name(one.colleague)), default=None)


def whereabouts(among: Collection[int] | None = None) -> list[Whereabouts]:
    """All of these colleagues who may answer, by name: there, or when they will be. Three queries."""
    rows = User.objects.answering()
    if among is not None:
        rows = rows.filter(pk__in=among)
    there = {one.pk for one in at_the_desk(among)}
    house, now = House.current(), timezone.now()
    return [_whereabouts(one, house, now, is_there=one.pk in there) for one in rows.order_by("name", "pk")]


def is_away(colleague: User, now: datetime | None = None) -> bool:
    """Whether they said that they are not here, by the switch or by an absence. No query."""
    now = now or timezone.now()
    today = now.astimezone(zone_of(colleague)).date()
    return colleague.switched_away(now) or colleague.absence_on(today) is not None


def back_at(colleague: User, house: House | None, now: datetime) -> datetime | None:
    """When they will be there, in UTC, if anybody said: what they said last goes before what they usually do."""
    if colleague.switched_away(now) and colleague.away_until:
        return colleague.away_until
    hours, zone = colleague.own_hours(), zone_of(colleague)
    if hours is None and house is not None:
        hours, zone = house.own_hours(), house_zone()
    if hours is None:
        return None
    return hours.next_begin(now, zone, works=lambda day: _works(colleague, house, day))


def opens_at(house: House, now: datetime) -> datetime | None:
    """When the hours of the house next begin, in UTC; None if it has none."""
    hours = house.own_hours()
    return hours.next_begin(now, house_zone(), works=lambda day: not is_free(house, day)) if hours else None


def is_free(house: House | None, day: date) -> bool:
    """Whether that day is a public holiday where the house stands."""
    return house is not None and day in free_days(house.country, house.region, day.year)


def is_open(hours: Hours, house: House | None, now: datetime) -> bool:
    """Whether the hours of the house run just now."""
    zone = house_zone()
    return not hours.is_quiet(now, zone) and not is_free(house, now.astimezone(zone).date())


def _by_name(one: User) -> tuple[str, int]:
    return str(one.name), int(one.pk)


def _whereabouts(colleague: User, house: House | None, now: datetime, *, is_there: bool) -> Whereabouts:
    if is_there:
        return Whereabouts(colleague, is_there=True)
    absence = colleague.absence_on(now.astimezone(zone_of(colleague)).date())
    return Whereabouts(colleague, False, back_at(colleague, house, now), absence.word if absence else "")


def _works(colleague: User, house: House | None, day: date) -> bool:
    return colleague.absence_on(day) is None and not is_free(house, day)
