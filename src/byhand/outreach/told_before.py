"""What is told of a letter before it leaves: how many get it, who is left out and why, what it does to budgets."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.gate.many.leaving_out import Prospect
from byhand.kit.rhythm import Rhythm
from byhand.outreach.personal_fields import Field

Some = dict[str, list[int]]  # people by the reason for which they are left out


@dataclass(frozen=True, slots=True)
class Missing:
    """Of so many readers this fact is not known; they read one of these in its place."""

    field: Field
    people: int
    they_read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class After:
    """So many have room again only after such a time; None: not before they speak."""

    rhythm: Rhythm | None
    people: int


@dataclass(frozen=True, slots=True)
class ByTheirClock:
    """Of so many readers the clock is known; so many sleep until it is too late, and will not get it."""

    known: int = 0
    too_late: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """`afterwards`: what it does to the budgets of those who are written to; `slowed`: to how many it is one letter
    too many without a word back, so that we become slower."""

    prospect: Prospect
    by_their_clock: ByTheirClock
    missing: tuple[Missing, ...]
    afterwards: tuple[After, ...]
    slowed: int
