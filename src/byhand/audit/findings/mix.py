"""What we send, by kind and by month."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import History
from byhand.audit.rates import Rate, rate
from byhand.audit.report import Mix, Month
from byhand.audit.scripting import HALF

KINDS = ("personal", "repeated", "automatic", "broadcast")


def sent(history: History, shares: pl.DataFrame) -> pl.DataFrame:
    """Our messages to the outside, each with its `kind`."""
    ours = history.messages.filter(pl.col("direction") == "out").join(
        shares.drop("sender"), on="row", how="left"
    )
    kind = (
        pl.when(pl.col("automatic").is_in([1, 2, 4])).then(pl.lit("automatic"))
        .when(pl.col("broad")).then(pl.lit("broadcast"))
        .when(pl.col("share") >= HALF).then(pl.lit("repeated"))
        .otherwise(pl.lit("personal"))
    )  # fmt: skip
    return ours.with_columns(kind=kind)


def find_mix(ours: pl.DataFrame) -> Mix:
    """The mix over time."""
    return Mix(
        ours.height, _share(ours, "personal"), _share(ours, "repeated"), _share(ours, "automatic"),
        _share(ours, "broadcast"), _months(ours),
    )  # fmt: skip


def _share(ours: pl.DataFrame, kind: str) -> Rate:
    return rate(ours.filter(pl.col("kind") == kind).height, ours.height)


def _months(ours: pl.DataFrame) -> tuple[Month, ...]:
    dated = ours.filter(pl.col("time").is_not_null())
    month = pl.from_epoch("time").dt.strftime("%Y-%m").alias("month")
    counts = [(pl.col("kind") == kind).sum().alias(kind) for kind in KINDS]
    return tuple(Month(*row) for row in dated.group_by(month).agg(counts).sort("month").iter_rows())
