"""What the k-th touch since their last word still does, and who went silent. Descriptive: no cause is shown."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import DAY, History
from byhand.audit.rates import rate
from byhand.audit.report import Dose, Silent
from byhand.audit.telling import day

_LAST = 10  # touches; later ones count with it
_TOUCHES = 6  # without a word, before somebody counts as silent
_WEEKS = 56 * DAY
_WROTE = 2  # messages of theirs before
_MOST = 100


def find_doses(after: pl.DataFrame) -> tuple[Dose, ...]:
    """Answers and unsubscribes by the k-th touch; cells under 30 are not shown."""
    cells = after.with_columns(pl.col("touch").clip(1, _LAST)).group_by("touch")
    counts = cells.agg(n=pl.len(), answered=pl.col("answered").sum(), left=pl.col("left").sum()).sort("touch")
    return tuple(
        Dose(touch, rate(answered, n), rate(left, n)) for touch, n, answered, left in counts.iter_rows()
    )


def find_silent(history: History) -> tuple[tuple[Silent, ...], int]:
    """People who wrote, were written to six times over eight weeks, and said no more. The most touched first."""
    wrote = (
        history.exchanges.filter(~pl.col("out") & (pl.col("automatic") == 0))
        .group_by("person")
        .agg(wrote=pl.len(), last=pl.col("time").max())
    )
    ours = (
        history.exchanges.filter(pl.col("out"))
        .join(wrote, on="person")
        .filter(pl.col("time") > pl.col("last"))
    )
    since = ours.group_by("person", "wrote", "last").agg(touches=pl.len(), until=pl.col("time").max())
    quiet = since.filter(
        (pl.col("touches") >= _TOUCHES)
        & (pl.col("until") - pl.col("last") >= _WEEKS)
        & (pl.col("wrote") >= _WROTE)
    )
    named, top = history.named(), quiet.sort("touches", "person", descending=[True, False]).head(_MOST)
    rows = top.select("person", "wrote", "last", "touches").iter_rows()
    return tuple(
        Silent(named[who], count, day(last) or "", touches) for who, count, last, touches in rows
    ), quiet.height
