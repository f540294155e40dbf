"""What followed each message of ours: whether it was answered, by the person's next words before ours."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import DAY, History

WITHIN = 14 * DAY  # an answer later than that answers something else
_LONG_AGO = 400 * DAY


def outcomes(history: History) -> pl.DataFrame:
    """Our touches of one person each: row, person, automatic, touch (k-th since their last word), answered, left.

    Touches of the last fortnight are left out: their answers may still come.
    """
    every = history.exchanges.filter(pl.col("out") | (pl.col("automatic") == 0)).sort(
        "person", "time", "out", "row"
    )
    next_ = {name: pl.col(name).shift(-1).over("person") for name in ("time", "out", "leaves")}
    spoke = (~pl.col("out")).cast(pl.Int32).cum_sum().over("person")
    seen = every.with_columns(
        answered=(~next_["out"] & (next_["time"] - pl.col("time") <= WITHIN)).fill_null(False),
        left=(~next_["out"] & next_["leaves"] & (next_["time"] - pl.col("time") <= WITHIN)).fill_null(False),
        words=spoke,
    )
    ours = seen.filter("out").with_columns(touch=pl.int_range(1, pl.len() + 1).over("person", "words"))
    told = ours.filter(pl.col("time") <= history.end - WITHIN)
    return told.select("row", "person", "automatic", "touch", "answered", "left")
