"""The Date field (RFC 5322, 3.3 and 4.3), with the slips of real mail programs."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from functools import lru_cache

from byhand.kit.clocks import clock_ahead

_MONTHS = {
    m: i
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_STRICT = re.compile(
    r"(?:[A-Za-z]{3},?)? ?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (?:([+-])(\d\d)(\d\d)|GMT|UTC|UT|Z)"
)
_ZONE = re.compile(r":\d\d ([+-])(\d\d)(\d\d)(?!\d)")
_LONGEST = 200  # a date is short; what is longer is not worth parsing


def parse_date(value: str) -> datetime | None:
    """An aware UTC time, or None if it cannot be read. A date without a zone is taken as UTC."""
    found = _STRICT.match(value)
    if found is None or found[2].lower() not in _MONTHS:
        return _parse_loosely(value)
    day, month, year, hour, minute, second, *zone = found.groups()
    try:
        local = datetime(
            int(year),
            _MONTHS[month.lower()],
            int(day),
            int(hour),
            int(minute),
            min(int(second or 0), 59),
            tzinfo=UTC,
        )
        return local - _offset(*zone)
    except (ValueError, OverflowError):
        return None


def clock_of(value: str) -> str:
    """By which clock it was written ("+05:30"); empty where that says nothing.

    UTC says nothing in whatever form: -0000 by its meaning (RFC 5322, 3.3), Z, GMT and +0000 because servers write them
    for people anywhere.
    """
    found = _ZONE.search(value[:_LONGEST])
    if found is None or (found[2], found[3]) == ("00", "00"):
        return ""
    minutes = int(found[2]) * 60 + int(found[3])
    return clock_ahead(-minutes if found[1] == "-" else minutes)


@lru_cache(maxsize=256)
def _offset(sign: str | None, hours: str | None, minutes: str | None) -> timedelta:
    """How far a zone's clock is ahead of UTC."""
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return -ahead if sign == "-" else ahead


def _parse_loosely(value: str) -> datetime | None:
    try:
        parts = parsedate_tz(value[:_LONGEST])
        if parts is None:
            return None
        return datetime(*parts[:6], tzinfo=UTC) - timedelta(seconds=parts[9] or 0)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
