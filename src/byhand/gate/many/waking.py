"""Waking: by the hours that a broadcast keeps, who may be spoken to now, until when, and when those who sleep wake up.

The hours are the same for everybody; the clock is each reader's own, or else that of the house. Without hours it goes
at any time, as what everyone must know at once does.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as _

from byhand.kit.clocks import zone_of
from byhand.kit.hours import Hours, Span, Stored
from byhand.team.clock import house_zone
from byhand.team.house import House

# When nobody has said otherwise: every day between eight and eight.
USUAL = Hours((Span(time(8), time(20)),) * 7)
_LOOK_AGAIN = timedelta(minutes=15)
_AS_LONG_AS = timedelta(seconds=1)


class Waking:
    """Of one broadcast; what it found out about a clock it knows until that changes."""

    def __init__(self, hours: Stored | None, latest_at: datetime | None) -> None:
        self._said = json.dumps(hours)
        self._hours = Hours.of(hours) if hours else None
        self._latest_at = latest_at
        self._awake_until: dict[str, datetime] = {}
        self._asleep_until: dict[str, datetime] = {}

    def keep(self, said: str) -> None:
        """The hours as they stand in the row, as JSON: they may have changed meanwhile."""
        if said != self._said:
            stored: Stored | None = json.loads(said)
            self._said, self._hours = said, Hours.of(stored) if stored else None
            self._awake_until, self._asleep_until = {}, {}

    def is_awake(self, clock: str, now: datetime) -> bool:
        """Whether it is day by that clock."""
        if self._hours is None:
            return True
        until = self._awake_until.get(clock)
        if until is not None and now < until:
            return True
        if now < self._asleep_until.get(clock, now):
            return False
        return self._look(self._hours, clock, now)

    def morning(self, clock: str, now: datetime) -> datetime | None:
        """When the next day begins by that clock; None: not before the latest time of the broadcast."""
        if self._hours is None:
            return now
        begins = self._hours.next_begin(now, _zone(clock), works=lambda _day: True)
        return None if begins is None or (self._latest_at and begins >= self._latest_at) else begins

    def _look(self, hours: Hours, clock: str, now: datetime) -> bool:
        zone = _zone(clock)
        ends = hours.quiet_again(now, zone)
        if ends is None:
            if begins := hours.next_begin(now, zone, works=lambda _day: True):
                self._asleep_until[clock] = min(begins, now + _LOOK_AGAIN)
            return False
        self._awake_until[clock] = _next_turn(zone, now, ends)
        return True


def hours_of_letters(house: House | None) -> Hours:
    """In which hours letters to many arrive: those in which the house is open."""
    own = house.own_hours() if house else None
    return own if own and any(own.days) else USUAL


def sleeps_too_long() -> str:
    return _("Where they are it is night until the moment until which it may go.")


def _zone(clock: str) -> tzinfo:
    return zone_of(clock) or house_zone()


def _next_turn(zone: tzinfo, now: datetime, until: datetime) -> datetime:
    """When the clock is put forward or back before that moment; else that moment."""
    ahead = now.astimezone(zone).utcoffset()
    if until.astimezone(zone).utcoffset() == ahead:
        return until
    before, after = now, until
    while after - before > _AS_LONG_AS:
        middle = before + (after - before) / 2
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == ahead else (before, middle)
    return before
