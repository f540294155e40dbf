"""The middle wait, against figures worked out by hand."""

from byhand.kit.waits import Wait, middle_wait


def waits(*answered, unanswered=()):
    return [*(Wait(hours, True) for hours in answered), *(Wait(hours, False) for hours in unanswered)]


def test_with_every_letter_answered_it_is_the_middle_one():
    found = middle_wait(waits(1, 2, 4, 8, 30))
    assert found and (found.hours, found.waits, found.answers) == (4, 5, 5)


def test_what_was_never_answered_makes_it_longer():
    """After 1, 2, 4 h there still wait 6/7, 5/7, 4/7; at 8 h a half of those: 2/7 after 8 and 9."""
    found = middle_wait(waits(1, 2, 4, 8, 9, unanswered=(100, 100)))
    assert found and found.hours == 8 and found.waits == 7
    early = middle_wait(waits(1, 2, 4, 8, 9, unanswered=(3, 3)))
    assert early and early.hours == 4, "5/7 after 2 h; of the three who wait at 4 h one is answered: 10/21"


def test_where_fewer_than_half_were_answered_there_is_no_middle():
    found = middle_wait(waits(1, 2, 3, 4, 5, unanswered=(50,) * 6))
    assert found and found.hours is None and found.high is None


def test_five_answers_are_needed():
    assert middle_wait(waits(1, 2, 3, 4, unanswered=(5, 6, 7))) is None


def test_the_bounds_are_those_of_brookmeyer_and_crowley():
    """Of 1 to 20 hours, all answered: 3/4 still wait after 5 h, by its lower bound 0.4999; 0.3 after 14 h, by its
    upper bound 0.5014; 1/4 after 15 h, by that 0.4485.
    """
    found = middle_wait(waits(*range(1, 21)))
    assert found and (found.hours, found.low, found.high) == (10, 5, 15)
