"""How often we may write to whoever has not spoken: the slower of policy and wish, slowed by silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byhand.kit.rhythm import PATIENCE, RHYTHMS, SILENCE, allowed, length, slowed_by

CHOSEN = st.sampled_from(("", *RHYTHMS))


@given(CHOSEN, CHOSEN, st.integers(0, 6))
def test_nothing_makes_it_quicker_than_the_policy_or_the_wish(policy: str, wish: str, slowed: int) -> None:
    step = allowed(policy, wish, slowed)
    assert step >= allowed(policy, "", 0)
    assert step >= allowed("", wish, 0)
    assert step <= allowed(policy, wish, slowed + 1) <= SILENCE


def test_after_six_times_without_a_word_it_slows_by_one_step() -> None:
    assert [slowed_by(times) for times in (0, PATIENCE - 1, PATIENCE, 2 * PATIENCE)] == [0, 0, 1, 2]
    assert [length(step).days for step in range(SILENCE)] == [7, 14, 30, 91]


def test_a_rhythm_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="hourly"):
        allowed("hourly", "", 0)
