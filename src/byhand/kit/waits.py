"""Waits: how long an answer takes, where some were never answered (Kaplan & Meier, JASA 1958)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

# Below so many answers nothing is said.
FEWEST_ANSWERS = 5
_TWO_SIDED = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Wait:
    """How many hours somebody waited, and whether an answer ended it."""

    hours: float
    answered: bool


@dataclass(frozen=True, slots=True)
class MiddleWait:
    """The middle of them in hours; None where fewer than half were answered. Of how many, and how many answered.

    `low` and `high` bound it with 95 % (Brookmeyer & Crowley, Biometrics 1982, over log(-log)); None where open.
    """

    hours: float | None
    low: float | None
    high: float | None
    waits: int
    answers: int


def middle_wait(waits: Sequence[Wait]) -> MiddleWait | None:
    """The middle wait, those unanswered counted as long as they lasted; None below five answers.

    The middle of the logs is the log of the middle, so it is asked of the hours as they are.
    """
    answers = sum(one.answered for one in waits)
    if answers < FEWEST_ANSWERS:
        return None
    curve = list(_curve(waits))
    return MiddleWait(
        hours=next((at for at, alive, _, _ in curve if alive <= 0.5), None),
        low=next((at for at, _, low, _ in curve if low <= 0.5), None),
        high=next((at for at, _, _, high in curve if high <= 0.5), None),
        waits=len(waits), answers=answers,
    )  # fmt: skip


def _curve(waits: Sequence[Wait]) -> Iterable[tuple[float, float, float, float]]:
    """At each answer: when, which share still waits, and its bounds by Greenwood's formula."""
    alive, spread, at_risk = 1.0, 0.0, len(waits)
    for hours in sorted({one.hours for one in waits}):
        here = [one for one in waits if one.hours == hours]
        ended = sum(one.answered for one in here)
        if ended:
            alive *= 1 - ended / at_risk
            spread += ended / (at_risk * (at_risk - ended)) if at_risk > ended else 0.0
            yield hours, alive, *_bounds(alive, spread)
        at_risk -= len(here)


def _bounds(alive: float, spread: float) -> tuple[float, float]:
    if not 0 < alive < 1:
        return alive, alive
    wide = _TWO_SIDED * sqrt(spread) / log(alive)
    return tuple(sorted((alive ** exp(wide), alive ** exp(-wide))))
