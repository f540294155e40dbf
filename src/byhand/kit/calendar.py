"""What an invitation says, for a line above the message. The .ics itself stays an attachment."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar
from icalendar.cal import Component

from byhand.kit.parsed import Invitation

_LONGEST = 200_000


def read_invitation(data: bytes) -> Invitation | None:
    """The first event of a calendar, or None if there is none to be read. Never raises."""
    if len(data) > _LONGEST or b"BEGIN:VEVENT" not in data.upper():
        return None
    try:
        calendar = Calendar.from_ical(data)
        event = next(iter(calendar.walk("VEVENT")), None)
        return _invitation(calendar, event) if event is not None else None
    except Exception:
        return None


def _invitation(calendar: Component, event: Component) -> Invitation:
    return Invitation(
        method=_line(calendar, "METHOD").upper() or "PUBLISH",
        summary=_line(event, "SUMMARY"),
        starts=_moment(event, "DTSTART"),
        ends=_moment(event, "DTEND"),
        location=_line(event, "LOCATION"),
        organizer=_line(event, "ORGANIZER").removeprefix("mailto:").removeprefix("MAILTO:"),
        uid=_line(event, "UID"),
    )


def _line(event: Component, name: str) -> str:
    text = str(event.get(name, "")).replace("\0", "").encode("utf-8", "replace").decode()
    return " ".join(text.split())


def _moment(event: Component, name: str) -> str | None:
    """In UTC where a zone is known; without one as it stands, the time of whoever reads it."""
    value = getattr(event.get(name), "dt", None)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    return value.isoformat() if isinstance(value, date) else None
