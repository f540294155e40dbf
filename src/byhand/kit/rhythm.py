"""Rhythms: how often somebody hears from us at most when they have not spoken, and how silence slows that down.

No study knows a number that is right for everyone (Drèze & Bonfrer 2008; Godfrey, Seiders & Voss 2011), so the rhythm
is the team's policy or the person's own wish, whichever is slower. After each six times without a sign of life it
slows by one step; past the slowest there is silence.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Literal

Rhythm = Literal["weekly", "fortnightly", "monthly", "quarterly"]

# From the quickest to the slowest: once in so many days.
DAYS: Final[dict[Rhythm, int]] = {"weekly": 7, "fortnightly": 14, "monthly": 30, "quarterly": 91}
RHYTHMS: Final = tuple(DAYS)
PATIENCE: Final = 6  # times that we write without a sign of life before the rhythm slows
SILENCE: Final = len(RHYTHMS)


def step_of(rhythm: str) -> int:
    """Its place from the quickest (0) to the slowest; 0 for one nobody chose. Raises ValueError for an unknown one."""
    if rhythm and rhythm not in RHYTHMS:
        raise ValueError(f"There is no rhythm {rhythm!r}.")
    return RHYTHMS.index(rhythm) if rhythm else 0


def allowed(policy: str, wish: str, slowed: int) -> int:
    """The step that holds: the slower of policy and wish, slowed so many times; `SILENCE` and more: no more writing."""
    return min(max(step_of(policy), step_of(wish)) + slowed, SILENCE)


def length(step: int) -> timedelta:
    """How long the window of a step is. Raises IndexError for silence, which has none."""
    return timedelta(days=DAYS[RHYTHMS[step]])


def slowed_by(unanswered: int) -> int:
    """How many steps so many times without a sign of life slow down."""
    return unanswered // PATIENCE
