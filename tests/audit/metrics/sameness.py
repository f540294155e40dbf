"""Whether two engines counted the same."""

from __future__ import annotations

from dataclasses import fields

import polars as pl
from polars.testing import assert_frame_equal

TOLERANCE = 1e-9
HISTORY = ("messages", "touches", "exchanges")


def assert_same(mine, theirs):
    """Two pairs of history and measures: counts are equal, shares within 1e-9."""
    for name in HISTORY:
        ours, other = getattr(mine[0], name), getattr(theirs[0], name)
        _assert_equal(ours.select(other.columns), other, name)
    for field in fields(mine[1]):
        _assert_equal(getattr(mine[1], field.name), getattr(theirs[1], field.name), field.name)
    for name in ("us", "us_guessed", "copies", "end"):
        assert getattr(mine[0], name) == getattr(theirs[0], name)


def _assert_equal(mine: pl.DataFrame, theirs: pl.DataFrame, name: str) -> None:
    assert mine.height, f"{name} is empty: it shows nothing"
    assert set(mine.columns) == set(theirs.columns), name
    columns = sorted(mine.columns, key=lambda one: (mine.schema[one].is_float(), one))  # exact ones sort
    drawn = [frame.select(columns).sort(columns) for frame in (mine, theirs)]
    assert_frame_equal(*drawn, check_dtypes=False, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
