"""When a letter to many may leave: in the hours of the house, by its clock; nobody's mailbox rings at night."""

from __future__ import annotations

from datetime import datetime, time

from byhand.kit.hours import Hours, Span
from byhand.team.clock import house_zone
from byhand.team.house import House

# Until the house says when it is open: every day between eight and eight.
USUAL = Hours((Span(time(8), time(20)),) * 7)


def is_quiet(now: datetime) -> bool:
    return _hours().is_quiet(now, house_zone())


def speaks_from(now: datetime) -> datetime | None:
    """When the next hours begin; None: they never do."""
    return _hours().next_begin(now, house_zone(), works=lambda _day: True)


def hours_of_letters(house: House | None) -> Hours:
    return (house.own_hours() if house else None) or USUAL


def _hours() -> Hours:
    return hours_of_letters(House.current())
