"""Before two versions leave: how far apart their answers must be for anybody to see it."""

from __future__ import annotations

from byhand.audit.rates import FEWEST, smallest_difference
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.capacity import share_of


def smallest_to_be_seen(broadcast: Broadcast, readers: int) -> float | None:
    """The smallest difference of two shares of answers one would see four times in five, were everyone who is written
    to to draw, and as many to answer as usual here. None where there are too few to tell at all. Two queries."""
    half = readers // 2
    if half < FEWEST:
        return None
    return smallest_difference(share_of(broadcast, 0, 0).of_one, half, half)
