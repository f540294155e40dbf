"""Promises we seem to have made, and whether another message followed. Candidates, never facts."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import DAY, History
from byhand.audit.rates import rate
from byhand.audit.report import Promises
from byhand.audit.telling import examples

_WITHIN = 14 * DAY
_EXAMPLES = 20


def find_promises(history: History) -> Promises:
    """“I will … by Friday” in our messages, and our next message to the same person within a fortnight."""
    ours = history.exchanges.filter(pl.col("out") & (pl.col("automatic") == 0)).sort(
        "person", "time", maintain_order=True
    )
    followed = (pl.col("time").shift(-1).over("person") - pl.col("time") <= _WITHIN).fill_null(False)
    made = ours.with_columns(followed=followed).filter("promises")
    ripe = made.filter(pl.col("time") <= history.end - _WITHIN)
    open_ = (
        ripe.filter(~pl.col("followed"))
        .sort("time", "row", descending=True)["row"]
        .unique(maintain_order=True)
    )
    return Promises(made["row"].n_unique(), rate(ripe["followed"].sum(), ripe.height),
                    tuple(examples(history, open_.head(_EXAMPLES).to_list())))  # fmt: skip
