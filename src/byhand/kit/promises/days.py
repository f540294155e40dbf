"""Days from words: what "Friday", "the 15th" or "the end of the month" mean to whoever writes them on a given day."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

FRIDAY, SUNDAY = 4, 6


def after(today: date, days: int) -> date:
    return today + timedelta(days)


def coming(today: date, weekday: int, *, or_today: bool = False) -> date:
    """The next such day (Monday is 0): never today, unless that is meant."""
    ahead = (weekday - today.weekday()) % 7
    return after(today, ahead if ahead or or_today else 7)


def in_week(today: date, weekday: int, weeks: int = 0) -> date:
    """That day of this week (0) or a later one; weeks begin on Monday. One that is over means the week after."""
    day = after(today, weekday - today.weekday() + 7 * weeks)
    return day if day >= today else after(day, 7)


def working(today: date, days: int) -> date:
    """So many working days from today; a Saturday or Sunday is none."""
    while days > 0:
        today = after(today, 1)
        days -= today.weekday() < FRIDAY + 1
    return today


def end_of_month(today: date, months: int = 0) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def after_months(today: date, months: int) -> date:
    """The same day so many months on, or the last of that month where it has none."""
    last = end_of_month(today, months)
    return last.replace(day=min(today.day, last.day))


def end_of_week(today: date, weeks: int = 0) -> date:
    """The Friday of this week (0) or a later one."""
    return in_week(today, FRIDAY) if weeks == 0 else after(today, 7 * weeks - today.weekday() + FRIDAY)


def of_month(today: date, day: int) -> date | None:
    """The next such day of a month, today's or a later one."""
    for months in range(3):
        last = end_of_month(today, months)
        if 0 < day <= last.day and last.replace(day=day) >= today:
            return last.replace(day=day)
    return None


def on(today: date, day: int, month: int, year: int | None = None) -> date | None:
    """That date; without a year the next one to come. None for one that there is not, or that is over."""
    if year is not None:
        year += 2000 if year < 100 else 0
    for candidate in (year,) if year is not None else (today.year, today.year + 1):
        with suppress(ValueError):
            meant = date(candidate, month, day)
            if meant >= today:
                return meant
    return None
