"""Moments as exports write them: seconds or milliseconds since 1970, ISO 8601, a mail's date."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from byhand.kit.mail_dates import parse_date

_EARLIEST = 631_152_000  # 1990: before that nobody kept a desk
_LATEST_AHEAD = 2 * 86_400


def seconds(when: object) -> int | None:
    """Seconds since 1970 of whatever stands for a time; None if it cannot be read."""
    if isinstance(when, datetime):
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    try:
        if isinstance(when, (int, float)):
            return int(when / 1000 if when > 100_000_000_000 else when)
        words = str(when or "").strip()[:100]
        if words.replace(".", "", 1).isdigit():
            return seconds(float(words))
        return seconds(datetime.fromisoformat(words))
    except (ValueError, OverflowError):
        date = parse_date(str(when)[:100])
        return int(date.timestamp()) if date else None


def moment(when: object) -> datetime | None:
    """The same as a datetime in UTC, if something can have been written then."""
    found = None if isinstance(when, bool) else seconds(when)
    if found is None or not _EARLIEST <= found <= time.time() + _LATEST_AHEAD:
        return None
    return datetime.fromtimestamp(found, UTC)
