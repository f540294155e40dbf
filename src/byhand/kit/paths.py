"""Paths: who could introduce one to another, over at most two people. No models; docs/between-us.md.

Each step costs -log(strength), strength between 0 and 1; each who introduces costs log(1 + how often they were asked
lately) more, so that nobody is asked again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)
Ties = Mapping[Node, Mapping[Node, float]]
MOST_INTRODUCERS = 2


@dataclass(frozen=True, slots=True)
class Path(Generic[Node]):
    """Those who introduce, in the order one meets them, and what the way costs: less is better."""

    introducers: tuple[Node, ...]
    cost: float


def strength(volume: float) -> float:
    """Of a decayed volume: 0 for nothing, a half for one letter of today, never quite 1."""
    return volume / (volume + 1)


def paths(start: Node, end: Node, ties: Ties[Node], asked: Callable[[Node], int]) -> list[Path[Node]]:
    """The cheapest way over each introducer one would ask first, the cheapest first; ties are read both ways."""
    best: dict[Node, Path[Node]] = {}
    for ways in _ways(start, end, ties):
        cost = sum(-log(ties[one][other]) for one, other in zip((start, *ways), (*ways, end), strict=True))
        path = Path(ways, cost + sum(log(1 + asked(one)) for one in ways))
        if ways[0] not in best or path.cost < best[ways[0]].cost:
            best[ways[0]] = path
    return sorted(best.values(), key=lambda path: (path.cost, str(path.introducers)))


def _ways(start: Node, end: Node, ties: Ties[Node]) -> Iterable[tuple[Node, ...]]:
    for first in ties.get(start, ()):
        if first == end:
            continue
        for second in ties.get(first, ()):
            if second == end:
                yield (first,)
            elif second != start and end in ties.get(second, ()):
                yield (first, second)
