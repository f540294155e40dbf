"""Sunflowers: places for many on a plane, each around who they belong to, the same ones every time.

The nearer somebody is, the nearer they stand; seeds turn by the golden angle, so that each has as much room as any
other (Vogel, Mathematical Biosciences 1979). No forces are let play: whoever knows the picture finds it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, pi, sin, sqrt

GOLDEN = pi * (3 - sqrt(5))
BETWEEN = 1.5  # how much room is left between two flowers, in seeds

Place = tuple[float, float]


def flower(seeds: int) -> list[Place]:
    """So many places around a middle that is somebody else's, the nearest first; neighbours about one apart."""
    return [_turned(sqrt(number + 0.75), number * GOLDEN) for number in range(1, seeds + 1)]


def middles(sizes: Sequence[int]) -> list[Place]:
    """Where flowers of so many seeds stand: in a ring, none over another. One alone stands in the middle."""
    if len(sizes) < 2:
        return [(0.0, 0.0)] * len(sizes)
    radii = [sqrt(size + 1.75) + BETWEEN for size in sizes]
    ring = _ring(radii)
    places: list[Place] = []
    angle = 0.0
    for number, radius in enumerate(radii):
        if number:
            angle += 2 * _half_angle(radii[number - 1], radius, ring)
        places.append(_turned(ring, angle))
    return places


def _ring(radii: Sequence[float]) -> float:
    """The least ring around which they fit side by side, found by halving."""
    low, high = max(radii), 2 * sum(radii)
    pairs = list(zip(radii, [*radii[1:], radii[0]], strict=True))
    for _ in range(40):
        ring = (low + high) / 2
        turn = sum(2 * _half_angle(one, other, ring) for one, other in pairs)
        low, high = (ring, high) if turn > 2 * pi else (low, ring)
    return high


def _half_angle(one: float, other: float, ring: float) -> float:
    """Half the angle under which two that touch are seen from the middle of the ring."""
    return asin(min((one + other) / (2 * ring), 1.0))


def _turned(distance: float, angle: float) -> Place:
    return distance * cos(angle), distance * sin(angle)
