"""Where people stand in the picture of the network: those who write to each other stand close."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from byhand.audit.report import Edge

_ROUNDS = 150
_SPRING = 0.25
_GOLDEN = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place, both numbers between -1 and 1."""

    name: str
    x: float
    y: float
    is_ours: bool


def lay_out(edges: Sequence[Edge]) -> list[Place]:
    """Springs between those who write, everybody else apart (Fruchterman and Reingold 1991); the same every time."""
    ours = {edge.colleague for edge in edges}
    names = list(dict.fromkeys(one for edge in edges for one in (edge.colleague, edge.person)))
    spots = [_first(number, len(names)) for number in range(len(names))]
    pairs = [(names.index(edge.colleague), names.index(edge.person)) for edge in edges]
    length = 1 / math.sqrt(max(1, len(names)))
    for turn in range(_ROUNDS):
        spots = _moved(spots, pairs, length, 0.12 * (1 - turn / _ROUNDS))
    widest = max((math.hypot(*spot) for spot in spots), default=1) or 1
    return [
        Place(name, x / widest, y / widest, name in ours) for name, (x, y) in zip(names, spots, strict=True)
    ]


def _first(number: int, count: int) -> tuple[float, float]:
    """A sunflower: nobody stands on another's place."""
    radius = math.sqrt((number + 0.5) / count)
    return radius * math.cos(number * _GOLDEN), radius * math.sin(number * _GOLDEN)


def _moved(
    spots: list[tuple[float, float]], pairs: list[tuple[int, int]], length: float, most: float
) -> list[tuple[float, float]]:
    forces = [
        [-0.3 * x, -0.3 * y] for x, y in spots
    ]  # towards the middle, so that small groups stay in the picture
    for one, (x, y) in enumerate(spots):
        for other, (u, v) in enumerate(spots[:one]):
            apart = max(1e-4, (x - u) ** 2 + (y - v) ** 2)
            _push(forces, one, other, (x - u) * length**2 / apart, (y - v) * length**2 / apart)
    for one, other in pairs:
        (x, y), (u, v) = spots[one], spots[other]
        pull = _SPRING * math.hypot(x - u, y - v) / length
        _push(forces, one, other, (u - x) * pull, (v - y) * pull)
    return [_step(spot, force, most) for spot, force in zip(spots, forces, strict=True)]


def _push(forces: list[list[float]], one: int, other: int, x: float, y: float) -> None:
    forces[one][0] += x
    forces[one][1] += y
    forces[other][0] -= x
    forces[other][1] -= y


def _step(spot: tuple[float, float], force: list[float], most: float) -> tuple[float, float]:
    size = math.hypot(*force) or 1.0
    scale = min(size, most) / size
    return spot[0] + force[0] * scale, spot[1] + force[1] * scale
