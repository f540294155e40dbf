"""Who could introduce whom, against costs worked out by hand."""

from math import log

import pytest

from byhand.kit.paths import paths, strength


def both_ways(*ties):
    found: dict[str, dict[str, float]] = {}
    for one, other, how in ties:
        found.setdefault(one, {})[other] = how
        found.setdefault(other, {})[one] = how
    return found


def nobody(_who):
    return 0


def test_the_cheapest_way_over_one_or_two_comes_first():
    ties = both_ways(
        ("ana", "mei", 0.5),
        ("mei", "ruth", 0.5),
        ("ana", "tom", 0.9),
        ("tom", "jo", 0.9),
        ("jo", "ruth", 0.9),
    )
    first, second = paths("ana", "ruth", ties, nobody)
    assert first.introducers == ("tom", "jo") and first.cost == pytest.approx(-3 * log(0.9))
    assert second.introducers == ("mei",) and second.cost == pytest.approx(-2 * log(0.5))


def test_who_was_asked_lately_costs_more():
    ties = both_ways(("ana", "mei", 0.5), ("mei", "ruth", 0.5), ("ana", "tom", 0.4), ("tom", "ruth", 0.5))
    asked = {"mei": 2}
    found = paths("ana", "ruth", ties, lambda who: asked.get(who, 0))
    assert [one.introducers for one in found] == [("tom",), ("mei",)]
    assert found[1].cost == pytest.approx(-2 * log(0.5) + log(3))


def test_three_introducers_are_too_many_and_nobody_introduces_themselves():
    ties = both_ways(
        ("ana", "a", 0.9), ("a", "b", 0.9), ("b", "c", 0.9), ("c", "ruth", 0.9), ("ana", "ruth", 0.9)
    )
    assert paths("ana", "ruth", ties, nobody) == []


def test_strength_lies_between_nothing_and_one():
    assert (strength(0), strength(1), strength(3)) == (0, 0.5, 0.75)
