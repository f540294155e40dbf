"""Clocks of people elsewhere: a time zone by its name ("Europe/Lisbon"), or how far one is ahead of UTC ("+05:30")."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache

LONGEST = 60
_AHEAD = re.compile(r"([+-])([01][0-9]):([0-5][0-9])")
# From Baker Island to Kiribati; clocks differ by quarters of an hour (tz database).
_LEAST, _MOST, _STEP = -12 * 60, 14 * 60, 15


@lru_cache(maxsize=512)
def zone_of(clock: str) -> tzinfo | None:
    """None for an empty one, and for one that nobody knows any more."""
    if found := _AHEAD.fullmatch(clock):
        ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-ahead if found[1] == "-" else ahead)
    try:
        return zoneinfo.ZoneInfo(clock) if clock else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def clock_ahead(minutes: int) -> str:
    """As `zone_of` reads it; empty for what no clock on earth shows."""
    if minutes % _STEP or not _LEAST <= minutes <= _MOST:
        return ""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def shows_the_same(clock: str, zone: tzinfo, at: datetime) -> bool:
    """Whether both stood at the same hour at that moment."""
    other = zone_of(clock)
    return other is not None and at.astimezone(other).utcoffset() == at.astimezone(zone).utcoffset()


@lru_cache(maxsize=1)
def zone_names() -> Sequence[str]:
    """Every time zone by its common name, in order."""
    return sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")
    )


def zone_named(words: str) -> str:
    """The zone of this name, or of the city at the end of it: “Lisbon”. Empty if there is none."""
    wanted = "_".join(words.split()).lower()
    names = zone_names()
    whole = next((one for one in names if one.lower() == wanted), "")
    return whole or next((one for one in names if wanted and one.rpartition("/")[2].lower() == wanted), "")
