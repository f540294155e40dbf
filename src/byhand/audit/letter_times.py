"""When a letter was written. The days and zones of dates repeat, so each is understood once."""

from __future__ import annotations

import re
import time

from byhand.kit.headers import unfold
from byhand.kit.mail_dates import parse_date

_DAY_OF = re.compile(r"[ \t]*(?:[A-Za-z]{3},? )? ?(\d{1,2} [A-Za-z]{3} \d{4}) ")
_ZONE_OF = re.compile(r" ([+-])(\d\d)(\d\d)")
_ZONE = re.compile(r"([+-])(\d\d)(\d\d)(?:\s*\([^()]*\))?\s*$")
_EARLIEST = 631_152_000  # 1990: what claims to be older had no clock
_DAY = 86_400
_KEPT = 50_000  # days and zones that are remembered
_MINUTES = {f"{minute // 60:02}:{minute % 60:02}": minute * 60 for minute in range(24 * 60)}
_SECONDS = {f":{second:02}": second for second in range(60)} | {
    ":60": 59
}  # a leap second counts as the one before

_days: dict[str, int] = {}
_zones: dict[str, int] = {}


def time_of(value: str) -> tuple[int | None, int]:
    """Seconds since 1970, or None without a plausible date; and how far east of UTC the sender's clock was."""
    at = value.find(":")  # of "Mon, 14 May 2001 16:39:00 -0700 (PDT)"
    words, behind = value[: at - 2], value[at + 6 :]
    day, zone = _days.get(words), _zones.get(behind)
    minute, second = _MINUTES.get(value[at - 2 : at + 3]), _SECONDS.get(value[at + 3 : at + 6])
    if day is None:
        day = _day(words)
    if zone is None:
        zone = _zone(behind)
    if day is None or zone is None or minute is None or second is None:
        return _slowly(value)
    when = day + minute + second - zone
    return (when if is_plausible(when) else None), zone


def is_plausible(when: int) -> bool:
    """Whether mail can have been written then: not before 1990, not after tomorrow."""
    return _EARLIEST <= when <= time.time() + 2 * _DAY


def _day(words: str) -> int | None:
    """Seconds since 1970 at the day's beginning in UTC."""
    found = _DAY_OF.fullmatch(words)
    date = parse_date(f"{found[1]} 00:00:00 +0000") if found else None
    if date is None:
        return None
    if len(_days) > _KEPT:
        _days.clear()
    _days[words] = int(date.timestamp())
    return _days[words]


def _zone(behind: str) -> int | None:
    found = _ZONE_OF.match(behind)
    if found is None:
        return None
    if len(_zones) > _KEPT:
        _zones.clear()
    _zones[behind] = _east(found)
    return _zones[behind]


def _east(zone: re.Match[str]) -> int:
    return (int(zone[2]) * 3600 + int(zone[3]) * 60) * (-1 if zone[1] == "-" else 1)


def _slowly(value: str) -> tuple[int | None, int]:
    date = parse_date(unfold(value))
    when = int(date.timestamp()) if date else None
    zone = _ZONE.search(value)
    return (when if when is not None and is_plausible(when) else None), _east(zone) if zone else 0
