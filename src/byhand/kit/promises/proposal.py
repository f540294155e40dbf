"""What the grammar proposes, and what it noticed on the way there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Proposal:
    """A promise somebody may have made: text[start:end] is `sentence`, the writer's own words.

    `what` is the part that says what will be done; `when` the words that say by when, as they stand, empty if none
    do. `due_on` is the day these words mean, None where they mean none ("soon"). `is_firm` is whether it has a day
    and hangs on nothing the reader must do first; the others have lower standing.
    """

    sentence: str
    start: int
    end: int
    what: str
    when: str
    due_on: date | None
    is_firm: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A place in a sentence where its writer seems to promise: from `start`; what they will do begins at `what`.

    One that `needs_a_day` is a promise only beside a day ("we can have it ready" is none yet, "by Friday" makes it
    one); one that `is_soft` never stands firm ("I will try").
    """

    start: int
    what: int
    needs_a_day: bool = False
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """Words of a sentence that say when, from `start` to `end`, and the day they mean, if they mean one."""

    start: int
    end: int
    on: date | None
