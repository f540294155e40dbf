"""Token buckets: how much may come from one browser, or one address of the network, in a while.

They lie in the memory of this process, not in rows: a bucket is asked for every frame, a flood must not write to the
database that it floods, and the address of a visitor is written down nowhere. Each node fills its own, so a house of
three nodes lets three times as much through, which is still nothing.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field

# Buckets that nobody asked for the longest are forgotten; a full one says the same as none.
MOST_KEPT = 50_000


@dataclass(slots=True)
class Buckets:
    """`most` at once, then `a_second`; one bucket a name."""

    most: float
    a_second: float
    _kept: OrderedDict[str, tuple[float, float]] = field(
        default_factory=OrderedDict[str, "tuple[float, float]"]
    )

    def take(self, name: str, now: float | None = None) -> bool:
        """Whether one more may pass."""
        now = time.monotonic() if now is None else now
        left, since = self._kept.pop(name, (self.most, now))
        left = min(self.most, left + (now - since) * self.a_second)
        passes = left >= 1
        self._kept[name] = (left - 1 if passes else left, now)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return passes
