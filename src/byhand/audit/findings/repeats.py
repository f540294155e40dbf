"""The same answer given twice in one conversation: over half of the shorter message stood in the earlier one."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import History
from byhand.audit.report import Repeat
from byhand.audit.telling import examples

SHORTEST = 80  # letters of each of the two
HALF = 0.5
_MOST = 100


def repeated_pairs(history: History, units: pl.DataFrame) -> pl.DataFrame:
    """Pairs of our messages to one person in one conversation: first, row, person, covered, asked."""
    said = history.exchanges.filter(pl.col("out")).select("row", "person", "thread", "time")
    per_unit = (
        units.group_by("row", "unit")
        .agg(pl.col("chars").max())
        .join(said, on="row")
        .sort("time", "row", maintain_order=True)
    )
    again = per_unit.with_columns(first=pl.col("row").shift(1).over("person", "thread", "unit")).filter(
        pl.col("first").is_not_null()
    )
    lengths = units.group_by("row").agg(length=pl.col("chars").cast(pl.Int64).sum())
    pairs = again.group_by("first", "row", "person", "thread").agg(
        shared=pl.col("chars").cast(pl.Int64).sum()
    )
    pairs = pairs.join(lengths, on="row").join(
        lengths.rename({"row": "first", "length": "before"}), on="first"
    )
    shorter = pl.min_horizontal("length", "before")
    found = pairs.filter(shorter >= SHORTEST).with_columns(covered=pl.col("shared") / shorter)
    return _asked(history, found.filter(pl.col("covered") > HALF))


def find_repeats(history: History, pairs: pl.DataFrame) -> tuple[Repeat, ...]:
    """The pairs, those asked again first."""
    named = history.named()
    order = ("asked", "covered", "row", "first", "person")
    top = pairs.sort(*order, descending=[True, True, False, False, False]).head(_MOST)
    first, second = examples(history, top["first"].to_list()), examples(history, top["row"].to_list())
    rows = top.select("person", "covered", "asked").iter_rows()
    return tuple(
        Repeat(named[person], two.subject, min(1.0, covered), asked, one, two)
        for (person, covered, asked), one, two in zip(rows, first, second, strict=True)
    )


def _asked(history: History, pairs: pl.DataFrame) -> pl.DataFrame:
    """Whether they wrote between the two."""
    times = history.messages.select("row", "time")
    timed = pairs.join(times, on="row").join(times.rename({"row": "first", "time": "begun"}), on="first")
    came = history.exchanges.filter(~pl.col("out")).select("person", "thread", came="time").sort("came")
    last = timed.sort("time").join_asof(
        came, left_on="time", right_on="came", by=["person", "thread"], check_sortedness=False
    )
    asked = (pl.col("came") > pl.col("begun")).fill_null(False)
    return last.select("first", "row", "person", "covered", asked=asked)
