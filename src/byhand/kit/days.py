"""Days of the year, with or without a year: how address books write them, and when they come round."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

# RFC 6350, 4.3.1 (19850412, --0412), ISO 8601 with hyphens, and a time behind it that is let go.
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?", re.DOTALL)
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?")
# Which of two numbers is the month can be told only where the other cannot be one.
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
FEBRUARY, LEAP_DAY = 2, 29
SOME_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class YearDay:
    """One day of the year; the year it began in, if that is known."""

    month: int
    day: int
    year: int | None = None

    def is_one(self) -> bool:
        """Whether the calendar has such a day."""
        year = SOME_LEAP_YEAR if self.year is None else self.year
        if not (1 <= year <= 9999 and 1 <= self.month <= 12):
            return False
        return 1 <= self.day <= calendar.monthrange(year, self.month)[1]

    def in_year(self, year: int) -> date:
        """When it falls in that year: 29 February on the 28th where there is none."""
        if (self.month, self.day) == (FEBRUARY, LEAP_DAY) and not calendar.isleap(year):
            return date(year, FEBRUARY, LEAP_DAY - 1)
        return date(year, self.month, self.day)

    def next_on(self, today: date) -> date:
        """Today or the next time after it; never before the year it begins in."""
        year = max(today.year, self.year or 0)
        falls = self.in_year(year)
        return falls if falls >= today else self.in_year(year + 1)

    def written(self) -> str:
        """ISO 8601: 1985-04-12, or --04-12."""
        year = f"{self.year:04}" if self.year is not None else "-"
        return f"{year}-{self.month:02}-{self.day:02}"


def read_day(text: str) -> YearDay | None:
    """A day as it stands in a card or a table; None where it is none, or may be two."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _YEARLESS.fullmatch(text):
        (month, day), year = found.groups(), None
    elif found := _DOTS.fullmatch(text):
        day, month, year = found.groups()
    elif found := _SLASHES.fullmatch(text):
        month, day, year = found.groups()
        if int(month) > 12:
            month, day = day, month
        elif int(day) <= 12 and month != day:
            return None
    else:
        return None
    read = YearDay(int(month), int(day), int(year) if year else None)
    return read if read.is_one() else None
