"""Shares with their 95 % intervals; "cannot tell" is a value like others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Countable = int | float | Decimal  # what Polars calls a sum
Z = 1.959963984540054
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
