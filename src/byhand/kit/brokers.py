"""Brokers: whose acquaintances do not know each other. Burt's constraint (Structural Holes, 1992); less is freer.

C(i) = sum over j of (p(i,j) + sum over q of p(i,q) p(q,j))^2, p(i,j) being the share of i's ties that go to j.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def constraints(ties: Mapping[Node, Mapping[Node, float]]) -> dict[Node, float]:
    """Of everyone who has a tie; ties are weighted and read both ways."""
    shares = {one: _shares(others) for one, others in ties.items() if others}
    return {one: _constraint(one, shares) for one in shares}


def _shares(others: Mapping[Node, float]) -> dict[Node, float]:
    whole = sum(others.values())
    return {other: volume / whole for other, volume in others.items()}


def _constraint(one: Node, shares: Mapping[Node, Mapping[Node, float]]) -> float:
    direct = shares[one]
    reached = dict(direct)
    for through, share in direct.items():
        for other, further in shares[through].items():
            if other in reached and other != one:
                reached[other] += share * further
    return sum(value * value for value in reached.values())
