"""What stands against a moment, in words, as far as the house's days tell it: quiet hours, holidays, a latest time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from byhand.gate.many.waking import hours_of_letters
from byhand.kit.hours import Hours
from byhand.outreach.calendar.entry import Entry
from byhand.outreach.calendar.said import moment
from byhand.team.clock import house_zone
from byhand.team.free_days import free_days
from byhand.team.house import House


@dataclass(frozen=True, slots=True)
class HouseDays:
    """When the house is open and which days it keeps free, asked once for a whole page."""

    house: House | None
    hours: Hours

    @classmethod
    def now(cls) -> HouseDays:
        """One query."""
        house = House.current()
        return cls(house, hours_of_letters(house))

    def holiday(self, day: date) -> str:
        """What is kept on that day; empty on every other."""
        if self.house is None:
            return ""
        named = free_days(self.house.country, self.house.region, day.year, translation.get_language() or "")
        return named.get(day, "")

    def is_quiet(self, at: datetime) -> bool:
        """No letter to many begins to leave in that moment."""
        return self.hours.is_quiet(at, house_zone())

    def opens(self, after: datetime) -> datetime | None:
        """When letters to many begin to leave again, later than this moment; None: not within a year."""
        return self.hours.next_begin(after, house_zone(), works=lambda _day: True)

    def clashes(self, entry: Entry) -> list[str]:
        """Of what has not left."""
        return list(self._against(entry)) if entry.is_open else []

    def _against(self, entry: Entry) -> Iterator[str]:
        zone = house_zone()
        holiday = self.holiday(entry.at.astimezone(zone).date())
        if holiday:
            yield _("It is a holiday: %(name)s.") % {"name": holiday}
        if not self.is_quiet(entry.at):
            return
        begins = self.opens(entry.at)
        if not entry.awaits_quiet_end:
            yield _("It arrives outside the hours of the house.")
        elif begins is None:
            yield _("The house has no hours in which it could leave.")
        elif entry.latest_at and begins >= entry.latest_at:
            yield _("Quiet hours last past its latest time: nobody would get it.")
        else:
            yield _("The house is quiet then: it begins to leave on %(when)s.") % {"when": moment(begins)}
