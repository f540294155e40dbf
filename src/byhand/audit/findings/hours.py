"""Working hours: Monday to Friday, nine to five, on the clock most of our messages were written by."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import DAY, History

_BEGIN, _LENGTH = 9 * 3600, 8 * 3600
_THURSDAY = 3  # 1 January 1970, Monday being 0


def clock_of(history: History) -> tuple[int, str]:
    """Seconds east of UTC, and what to say about it."""
    ours = (
        history.messages.filter(pl.col("direction") != "in")
        .group_by("zone")
        .len()
        .sort("len", "zone", descending=True)
    )
    zone = ours["zone"][0] if ours.height else 0
    sign, minutes = ("-" if zone < 0 else "+"), abs(zone) // 60
    return zone, f"Monday to Friday, 9:00 to 17:00, at UTC{sign}{minutes // 60:02}:{minutes % 60:02}"


def working_hours(local: pl.Expr) -> pl.Expr:
    """Working hours from the first Monday of the count to this local time; differences are what matters."""
    shifted = local + _THURSDAY * DAY
    weeks, day, second = shifted // (7 * DAY), shifted // DAY % 7, shifted % DAY
    whole = weeks * 5 + pl.min_horizontal(day, pl.lit(5))
    today = pl.when(day < 5).then((second - _BEGIN).clip(0, _LENGTH)).otherwise(0)
    return (whole * _LENGTH + today) / 3600
