"""A day of the calendar of outreach as it is shown: its hours by the clock on the wall, and what goes out in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from byhand.outreach.calendar.clashes import HouseDays
from byhand.outreach.calendar.entry import Looker
from byhand.outreach.calendar.kinds import entries
from byhand.outreach.calendar.said import moment
from byhand.web.outreach_week import Shown, midnight, seen

HOUR, NOON = timedelta(hours=1), 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """An hour, or the quiet hours after one another in which nothing goes out. Both moments on the looker's clock.

    `opens`: when something goes out again, where these hours last to the end of the day.
    """

    begins: datetime
    ends: datetime
    is_quiet: bool
    is_now: bool
    entries: list[Shown]
    opens: datetime | None = None

    @property
    def is_folded(self) -> bool:
        return self.is_quiet and not self.entries

    @property
    def label(self) -> str:
        return date_format(self.begins, pgettext("an hour of the day", "H:i"))

    @property
    def until(self) -> str:
        """Empty for the next morning."""
        if self.opens is None or self.opens == self.ends:
            return date_format(self.ends, pgettext("an hour of the day", "H:i"))
        is_next_morning = self.opens.date() == self.ends.date() and self.opens.hour < NOON
        return "" if is_next_morning else moment(self.opens)


@dataclass(frozen=True, slots=True)
class DaySeen:
    on: date
    holiday: str
    stretches: list[Stretch]
    before: date
    after: date
    is_today: bool

    @property
    def named(self) -> str:
        return date_format(self.on, "l j F Y")


def day_of(on: date, looker: Looker) -> DaySeen:
    """One query a kind of entry, one for words of broadcasts, one for the house. A day may have 23 or 25 hours."""
    house = HouseDays.now()
    first, last = midnight(on), midnight(on + timedelta(days=1))
    found = [seen(one, house) for one in entries(first, last, looker)]
    hours = [_hour(at, found, house) for at in _hours(first, last)]
    return DaySeen(
        on, house.holiday(on), list(_told(_folded(hours), house)), on - timedelta(days=1), on + timedelta(days=1),
        on == timezone.localdate(),
    )  # fmt: skip


def _hours(first: datetime, last: datetime) -> Iterator[datetime]:
    """As they pass, so that the night in which the clock changes has the hours it has."""
    at = first.astimezone(UTC)
    while at < last:
        yield at
        at += HOUR


def _hour(at: datetime, found: list[Shown], house: HouseDays) -> Stretch:
    inside = [one for one in found if at <= one.at < at + HOUR]
    is_quiet = house.is_quiet(at) and house.is_quiet(at + HOUR - timedelta(minutes=1))
    is_now = at <= timezone.now() < at + HOUR
    return Stretch(timezone.localtime(at), timezone.localtime(at + HOUR), is_quiet, is_now, inside)


def _told(stretches: Iterator[Stretch], house: HouseDays) -> Iterator[Stretch]:
    """With the moment until which it is quiet, where that is another day's."""
    for one in stretches:
        lasts = one.is_folded and one.ends.date() != one.begins.date()
        opens = house.opens(one.begins) if lasts else None
        yield replace(one, opens=timezone.localtime(opens)) if opens else one


def _folded(hours: list[Stretch]) -> Iterator[Stretch]:
    """Quiet hours in which nothing goes out are one stretch."""
    held: Stretch | None = None
    for one in hours:
        if held and one.is_folded:
            held = replace(held, ends=one.ends, is_now=held.is_now or one.is_now)
            continue
        if held:
            yield held
        held = one if one.is_folded else None
        if not held:
            yield one
    if held:
        yield held
