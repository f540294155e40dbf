"""A slower policy holds for everyone at once, a quicker one for those we get to know from then on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from byhand.gate.policy import USUAL, Since, steps
from byhand.kit.rhythm import step_of

DAY = timedelta(days=1)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def step_for(known: datetime, found: list[Since]) -> int:
    return next(one.step for one in found if one.until is None or known < one.until)


@given(st.lists(st.integers(0, 3), max_size=6), st.integers(-2, 12))
def test_it_is_the_slowest_that_held_since_we_know_them(chosen: list[int], day: int) -> None:
    history = [(FIRST + DAY * 2 * at, step) for at, step in enumerate(chosen)]
    known = FIRST + DAY * day
    before = [step for at, step in history if at <= known]
    at_first = before[-1] if before else step_of(USUAL)
    later = [step for at, step in history if at > known]
    assert step_for(known, steps(history)) == max([at_first, *later])
