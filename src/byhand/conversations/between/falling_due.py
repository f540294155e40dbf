"""Falling due: from when on a silence is too long."""

from __future__ import annotations

from datetime import datetime, timedelta

from byhand.kit.between import Tally, rhythm


def falls_due(
    tally: Tally, cadence: int | None, cadence_since: datetime | None
) -> tuple[float | None, datetime | None]:
    """The usual silence in days, and from when on it is too long; neither while that cannot be told.

    A cadence beats what was usual, and counts from when it was set while nothing was said. Without one, both sides
    must have written, and there must be five gaps.
    """
    if cadence:
        since = tally.last_at or cadence_since
        return float(cadence), since + timedelta(days=cadence) if since else None
    found = rhythm(tally.weeks)
    if found is None or tally.last_at is None or not tally.is_both_ways():
        return None, None
    return found.usual, tally.last_at + timedelta(days=found.often)
