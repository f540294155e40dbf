"""Burt's constraint against its definition, spelt out without any shortcut."""

from __future__ import annotations

import random

import polars as pl
import pytest

from byhand.audit.constraint import constraint


def _by_definition(ties: dict[tuple[int, int], float]) -> dict[int, float]:
    nodes = sorted({one for tie in ties for one in tie})
    weight = {(i, j): ties.get((i, j), 0.0) + ties.get((j, i), 0.0) for i in nodes for j in nodes if i != j}
    whole = {i: sum(weight[i, j] for j in nodes if j != i) for i in nodes}
    p = {(i, j): weight[i, j] / whole[i] for i, j in weight}
    return {
        i: sum(
            (p[i, j] + sum(p[i, q] * p[q, j] for q in nodes if q not in (i, j))) ** 2
            for j in nodes
            if j != i and weight[i, j] > 0
        )
        for i in nodes
    }


@pytest.mark.parametrize("seed", range(5))
def test_it_is_what_its_definition_says(seed):
    dice = random.Random(seed)
    ties = {
        (a, b): dice.random() + 0.01 for a in range(25) for b in range(25) if a != b and dice.random() < 0.2
    }
    found = constraint(
        pl.DataFrame([(a, b, w) for (a, b), w in ties.items()], schema=["a", "b", "weight"], orient="row")
    )
    expected = _by_definition(ties)
    assert found.height == len(expected)
    for node, value in found.iter_rows():
        assert value == pytest.approx(expected[node], abs=1e-9)


def test_a_pair_is_wholly_constrained_and_a_star_is_not():
    pair = constraint(pl.DataFrame({"a": [1], "b": [2], "weight": [3.0]}))
    assert pair["constraint"].to_list() == [1.0, 1.0]
    star = constraint(pl.DataFrame({"a": [0] * 4, "b": [1, 2, 3, 4], "weight": [1.0] * 4}))
    assert dict(star.iter_rows())[0] == pytest.approx(0.25)


def test_nobody_knows_anybody():
    assert constraint(pl.DataFrame(schema={"a": pl.UInt64, "b": pl.UInt64, "weight": pl.Float64})).is_empty()
