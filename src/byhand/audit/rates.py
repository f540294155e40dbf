"""Shares with their 95 % intervals; "cannot tell" is a value like others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Countable = int | float | Decimal  # what Polars calls a sum
Z = 1.959963984540054
POWER = 0.8416212335729143  # of the standard normal, what four in five are below
FEWEST = 30  # below it a share is not shown


@dataclass(frozen=True, slots=True)
class Rate:
    """A share, or a difference of shares: its value, its 95 % interval, and what it rests on.

    The three numbers are None when there is too little to tell.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def can_tell(self) -> bool:
        return self.value is not None


def rate(hits: Countable, n: int, fewest: int = FEWEST) -> Rate:
    """The share with Wilson's interval (Wilson 1927)."""
    if n < max(1, fewest):
        return Rate(None, None, None, n)
    share, square = float(hits) / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return Rate(share, max(0.0, middle - half), min(1.0, middle + half), n)


def difference(hits: Countable, n: int, other_hits: Countable, other_n: int, fewest: int = FEWEST) -> Rate:
    """The first share less the second, with Newcombe's hybrid score interval (Newcombe 1998, method 10)."""
    one, other = rate(hits, n, fewest), rate(other_hits, other_n, fewest)
    if one.value is None or other.value is None:
        return Rate(None, None, None, n + other_n)
    assert one.low is not None and one.high is not None and other.low is not None and other.high is not None
    apart = one.value - other.value
    below = math.hypot(one.value - one.low, other.high - other.value)
    above = math.hypot(one.high - one.value, other.value - other.low)
    return Rate(apart, apart - below, apart + above, n + other_n)


def smallest_difference(share: float, n: int, other_n: int) -> float:
    """The smallest difference of shares one would have seen four times in five (two-sided 5 %, power 80 %)."""
    return (Z + POWER) * math.sqrt(share * (1 - share) * (1 / n + 1 / other_n))


def mean(values: Sequence[float], fewest: int = FEWEST) -> Rate:
    """A mean over people with its normal interval; each person counts once."""
    n = len(values)
    if n < max(2, fewest):
        return Rate(None, None, None, n)
    middle = math.fsum(values) / n
    spread = math.sqrt(math.fsum((one - middle) ** 2 for one in values) / (n - 1) / n)
    return Rate(middle, middle - Z * spread, middle + Z * spread, n)


def median(values: Sequence[float], fewest: int = FEWEST) -> Rate:
    """The median with the interval of its order statistics (Conover 1999, 3.2)."""
    n = len(values)
    if n < max(2, fewest):
        return Rate(None, None, None, n)
    ordered, half = sorted(values), Z * math.sqrt(n) / 2
    low, high = math.floor(n / 2 - half), math.ceil(n / 2 + half)
    return Rate(ordered[n // 2], ordered[max(0, low)], ordered[min(n - 1, high)], n)
