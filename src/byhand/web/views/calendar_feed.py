"""The calendar feed (RFC 5545): a colleague's days, for whatever calendar they use. The secret is the only key."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from icalendar import Alarm, Calendar, Event

from byhand.conversations.calendar_feed import CalendarFeed
from byhand.kit.days import FEBRUARY, LEAP_DAY
from byhand.web.calendar_entries import Entry, entries_of

# What a call is given room for; it ends when it ends.
A_CALL = timedelta(minutes=15)
# What no text of a calendar may hold (RFC 5545, 3.1), beside the ends of lines, which are escaped.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")


@require_safe
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks for no sign-in: calendars have none. A secret that is not, or no more, a colleague's is not found."""
    found = CalendarFeed.objects.led_to_by(secret)
    if found is None:
        raise Http404
    with translation.override(found.colleague.language or settings.LANGUAGE_CODE):
        calendar = _calendar(request, entries_of(found.colleague))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="desk.ics"'
    return answer


def _calendar(request: HttpRequest, entries: list[Entry]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Byhand//Promises//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("From the desk"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    for one in entries:
        calendar.add_component(_event(request, one))
    return calendar


def _event(request: HttpRequest, entry: Entry) -> Event:
    """A whole day that takes no time (RFC 5545, 3.8.2.7), or a quarter of an hour of it."""
    event = Event()
    event.add("uid", f"{entry.key}@{request.get_host().partition(':')[0]}")
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", entry.at.astimezone(UTC) if entry.at else entry.on)
    if entry.at:
        event.add("dtend", entry.at.astimezone(UTC) + A_CALL)
    elif entry.on < date.max:  # behind which there is no day; without an end it takes one day, too
        event.add("dtend", entry.on + timedelta(days=1))
    if entry.yearly:
        event.add("rrule", _yearly(entry.on))
    if entry.remind_before is not None:
        event.add_component(_reminder(entry))
    event.add("transp", "OPAQUE" if entry.at else "TRANSPARENT")
    event.add("summary", _CONTROL.sub(" ", entry.summary))
    event.add("url", request.build_absolute_uri(entry.path))
    event.add("description", request.build_absolute_uri(entry.path))
    return event


def _yearly(on: date) -> dict[str, Any]:
    """Each year; the last day of February where it is the 29th, which RFC 5545 would leave out of most years."""
    is_leap_day = (on.month, on.day) == (FEBRUARY, LEAP_DAY)
    return {"freq": "yearly"} | ({"bymonth": FEBRUARY, "bymonthday": -1} if is_leap_day else {})


def _reminder(entry: Entry) -> Alarm:
    """At nine in the morning, so many days before (RFC 5545, 3.6.6)."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _CONTROL.sub(" ", entry.summary))
    alarm.add("trigger", timedelta(hours=9) - timedelta(days=entry.remind_before or 0))
    return alarm
