"""A week of the calendar of outreach as it is shown: seven days, what goes out on each, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from byhand.outreach.calendar.clashes import HouseDays
from byhand.outreach.calendar.entry import Entry, Kind, Looker
from byhand.outreach.calendar.kinds import BY_NAME, entries

DAYS = 7


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry and its words. `asks_room`: whether others take its room takes a question of its own."""

    entry: Entry
    kind: Kind
    at: datetime
    state: str
    clashes: list[str]
    asks_room: bool


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    label: str
    holiday: str
    is_today: bool
    entries: list[Shown]

    @property
    def weekday(self) -> str:
        return date_format(self.on, "l")

    @property
    def date(self) -> str:
        return date_format(self.on, pgettext("a day and its month", "j F"))


@dataclass(frozen=True, slots=True)
class Week:
    days: list[Day]
    before: date
    after: date
    this: date

    @property
    def named(self) -> str:
        """What both ends share is said once."""
        first, last = self.days[0].on, self.days[-1].on
        begins = pgettext("a day, its month and year", "j F Y")
        if first.month == last.month:
            begins = pgettext("a day whose month follows", "j")
        elif first.year == last.year:
            begins = pgettext("a day and its month", "j F")
        ends = pgettext("a day, its month and year", "j F Y")
        return _("%(first)s to %(last)s") % {
            "first": date_format(first, begins), "last": date_format(last, ends)
        }  # fmt: skip

    @property
    def is_free(self) -> bool:
        return not any(one.entries for one in self.days)


def week_of(day: date, looker: Looker) -> Week:
    """The week of that day, from Monday. One query a kind of entry, one for words of broadcasts, one for the house."""
    monday = day - timedelta(days=day.weekday())
    house, today = HouseDays.now(), timezone.localdate()
    found = [
        seen(one, house) for one in entries(midnight(monday), midnight(monday + timedelta(days=DAYS)), looker)
    ]
    days = [
        Day(on, date_format(on, "l j F"), house.holiday(on), on == today, [one for one in found if one.at.date() == on])
        for on in (monday + timedelta(days=number) for number in range(DAYS))
    ]  # fmt: skip
    return Week(days, monday - timedelta(days=DAYS), monday + timedelta(days=DAYS), today)


def seen(entry: Entry, house: HouseDays) -> Shown:
    kind = BY_NAME[entry.kind]
    has_room_to_lose = entry.is_open and entry.awaits_quiet_end
    return Shown(
        entry, kind, timezone.localtime(entry.at), _state(entry), house.clashes(entry), has_room_to_lose
    )


def _state(entry: Entry) -> str:
    if entry.is_open:
        return _("planned")
    return _("let go") if entry.at > timezone.now() else _("has left")


def midnight(day: date) -> datetime:
    """Where that day begins for whoever looks."""
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())
