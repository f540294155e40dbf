"""Burt's constraint against figures worked out by hand, and against the audit's own way of counting it."""

from random import Random

import pytest

from byhand.kit.brokers import constraints


def ties(*pairs):
    found: dict[int, dict[int, float]] = {}
    for one, other, weight in pairs:
        found.setdefault(one, {})[other] = weight
        found.setdefault(other, {})[one] = weight
    return found


def test_between_two_who_do_not_know_each_other_one_is_freest():
    found = constraints(ties((1, 2, 1.0), (1, 3, 1.0)))
    assert found == {1: 0.5, 2: 1.0, 3: 1.0}


def test_in_a_triangle_everybody_holds_everybody():
    """Each: twice (1/2 + 1/2 * 1/2)^2 = 9/8."""
    assert constraints(ties((1, 2, 3.0), (2, 3, 3.0), (1, 3, 3.0))) == {1: 1.125, 2: 1.125, 3: 1.125}


def test_it_is_what_the_audit_counts():
    polars = pytest.importorskip("polars")
    constraint = pytest.importorskip("byhand.audit.constraint").constraint
    chance = Random(4)
    pairs = {tuple(sorted(chance.sample(range(40), 2))) for _ in range(120)}
    edges = [(one, other, chance.choice([1.0, 2.0, 5.0])) for one, other in pairs]
    told = constraint(polars.DataFrame(edges, schema=["a", "b", "weight"], orient="row"))
    assert constraints(ties(*edges)) == pytest.approx(dict(told.iter_rows()))
