"""When somebody may ask to be called: half hours of the next days in which a colleague is expected at the desk.

Where nobody said when they are there, no time is offered: then “any time” is all that can honestly be promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.conversations.ringing import who_sees
from byhand.team.clock import house_zone, zone_of
from byhand.team.desk import is_free
from byhand.team.house import House
from byhand.team.user import User

EVERY = timedelta(minutes=30)
SOONEST = timedelta(minutes=30)
AHEAD = timedelta(days=5)
MOST = 60


@dataclass(frozen=True, slots=True)
class Free:
    """A moment (UTC), and who is expected at the desk then, by id."""

    at: datetime
    colleagues: tuple[int, ...]


def times_to_call(inbox: Inbox, now: datetime) -> list[Free]:
    """The next ones, none sooner than in half an hour."""
    rows, house, seeing = User.objects.answering().order_by("name", "pk"), House.current(), who_sees(inbox)
    colleagues = list(rows if seeing is None else rows.filter(pk__in=seeing))
    at, found = _next_half_hour(now + SOONEST), list[Free]()
    while at < now + AHEAD and len(found) < MOST:
        there = tuple(one.pk for one in colleagues if is_expected(one, house, at))
        if there:
            found.append(Free(at, there))
        at += EVERY
    return found


def is_expected(colleague: User, house: House | None, at: datetime) -> bool:
    """Whether their hours, or else those of the house, run then, on a day on which they work. No query."""
    hours, zone = colleague.own_hours(), zone_of(colleague)
    if hours is None and house is not None:
        hours, zone = house.own_hours(), house_zone()
    if hours is None or hours.is_quiet(at, zone) or colleague.switched_away(at):
        return False
    day = at.astimezone(zone).date()
    return colleague.absence_on(day) is None and not is_free(house, day)


def _next_half_hour(after: datetime) -> datetime:
    whole = timezone.localtime(after, UTC).replace(minute=0, second=0, microsecond=0)
    return whole + EVERY * -(-(after - whole) // EVERY)
