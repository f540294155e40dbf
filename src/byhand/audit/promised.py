"""Promises in an archive: what the cheap pattern of `marks` lets through is read by the grammar of the kit."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from byhand.kit.promises import walk


def with_promises(marked: pl.DataFrame) -> pl.DataFrame:
    """Messages whose `promises` are true only where the grammar finds one that says by which day."""
    some = marked["promises"].fill_null(False).arg_true()
    told = marked[some].select("text", "time", "zone").iter_rows()
    stands = [_is_promised(text, time, zone) for text, time, zone in told]
    return marked.with_columns(marked["promises"].scatter(some, stands)) if len(some) else marked


def _is_promised(text: str, time: int | None, zone: int) -> bool:
    at = datetime.fromtimestamp((time or 0) + zone, UTC)  # the writer's own day
    return any(one.due_on for one in walk(text, at))
