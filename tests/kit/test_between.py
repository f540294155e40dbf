"""What goes between two sides, against figures worked out by hand; and the stream against the whole."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from byhand.kit.between import (
    Tally,
    decayed,
    overdue,
    quantile,
    reciprocity,
    rhythm,
    together,
    week_of,
    weight_of,
)

START = datetime(2026, 1, 5, 9, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)


def tally_of(*letters):
    """Letters as (day, weight, ours)."""
    tally = Tally()
    for day, weight, ours in letters:
        tally.add(START + day * DAY, weight, ours=ours)
        tally.touch(START + day * DAY)
    return tally


def test_a_letter_counts_half_after_sixty_days_and_a_quarter_after_a_hundred_and_twenty():
    tally = tally_of((0, 1.0, True), (60, 1.0, True), (120, 1.0, False))
    assert tally.at(START + 120 * DAY) == pytest.approx((1.0, 0.25 + 0.5))
    assert tally.at(START + 180 * DAY) == pytest.approx((0.5, 0.375))
    assert (tally.came_count, tally.went_count) == (1, 2)


def test_among_n_people_a_letter_counts_one_over_n_less_one():
    assert [weight_of(recipients) for recipients in (1, 2, 4)] == [1, 0.5, 0.25]
    assert weight_of(0) == 1, "to nobody that is named: to us"


@pytest.mark.parametrize(
    "came, went, whole", [(3, 3, 1), (1, 3, 0.5), (0, 4, 0), (0.5, 1.5, 0.5), (0, 0, None)]
)
def test_reciprocity_is_one_when_both_give_alike(came, went, whole):
    assert reciprocity(came, went) == whole == reciprocity(went, came)


def test_a_rhythm_needs_five_gaps_between_weeks():
    weeks = [0, 1, 3, 4, 8]
    assert rhythm(weeks) is None, "four gaps"
    found = rhythm([*weeks, 10])
    assert found and (found.usual, found.often, found.gaps) == (14, pytest.approx(22.4), 5)


def test_several_words_in_one_week_are_one_exchange_and_a_week_begins_on_monday():
    tally = tally_of(*((day, 1.0, True) for day in (0, 1, 6, 7)))
    assert [week - week_of(START) for week in tally.weeks] == [0, 1]


def test_a_quantile_lies_between_neighbours():
    assert quantile([7, 7, 14, 14, 28], 0.9) == pytest.approx(14 + 0.6 * 14)
    assert quantile([3.0], 0.9) == 3


def test_overdue_is_counted_in_usual_gaps():
    assert (overdue(30, 10), overdue(10, 10), overdue(2, 10)) == (2, 0, 0)


def test_volume_decays_by_the_hour():
    assert decayed(1, timedelta(hours=1)) == pytest.approx(2 ** (-1 / 1440))


letters = st.lists(
    st.tuples(st.integers(0, 900), st.sampled_from([1.0, 0.5, 0.2]), st.booleans()), min_size=1, max_size=40
)


@given(letters, st.randoms(use_true_random=False), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_any_order_and_any_parting_gives_what_all_at_once_gives(told, chance, cut):
    """The sum of every letter by itself, in no order, is what the stream must come to."""
    shuffled = list(told)
    chance.shuffle(shuffled)
    now = START + 1000 * DAY
    stream = tally_of(*shuffled)
    sums = [
        sum(weight * 2 ** (-(1000 - day) / 60) for day, weight, ours in told if ours == side)
        for side in (False, True)
    ]
    assert stream.at(now) == pytest.approx(tuple(sums))
    assert stream.last_at == START + max(day for day, _, _ in told) * DAY
    assert stream.weeks == sorted({week_of(START + day * DAY) for day, _, _ in told})[-27:]
    parted = together([tally_of(*shuffled[:cut]), tally_of(*shuffled[cut:])])
    assert parted.at(now) == pytest.approx(tuple(sums)) and parted.weeks == stream.weeks
    assert (parted.came_count, parted.went_count) == (stream.came_count, stream.went_count)
