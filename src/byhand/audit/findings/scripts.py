"""The sentences said most often, and what they got beside our own words to the same people."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import History
from byhand.audit.rates import Rate, mean, rate
from byhand.audit.report import Script
from byhand.audit.scripting import HALF
from byhand.audit.telling import examples, words_of_units

_MOST = 25
_EXAMPLES = 3


def find_scripts(
    history: History, units: pl.DataFrame, shares: pl.DataFrame, after: pl.DataFrame
) -> tuple[Script, ...]:
    """The scripts that reached most people, first the widest."""
    scripted = units.lazy().filter("scripted").unique(["row", "unit"])
    heard = scripted.join(history.exchanges.lazy().filter("out").select("row", "person"), on="row")
    top = (
        heard.group_by("unit")
        .agg(
            people=pl.col("person").n_unique(), messages=pl.col("row").n_unique(),
            colleagues=pl.col("sender").n_unique(), where=pl.col("row").min(), rows=pl.col("row").unique().sort(),
        )
        .sort("people", "messages", "unit", descending=[True, True, False]).head(_MOST).collect()
    )  # fmt: skip
    said = words_of_units(history, dict(top.select("unit", "where").iter_rows()))
    own = _own(shares, after)
    history.places(top["rows"].list.head(_EXAMPLES).explode().to_list())  # one look for all of them
    return tuple(
        _script(history, row, said.get(row["unit"], ""), own, after) for row in top.iter_rows(named=True)
    )


def compare(shares: pl.DataFrame, after: pl.DataFrame) -> Rate:
    """Answers to scripted messages less answers to own words, within each person who got both."""
    scripted = after.join(shares.filter(pl.col("share") >= HALF), on="row", how="semi")
    return _within(scripted, _own(shares, after))


def _own(shares: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    written = after.filter(pl.col("automatic") == 0)
    return written.join(shares.filter(pl.col("share") >= HALF), on="row", how="anti")


def _script(
    history: History, row: dict[str, object], said: str, own: pl.DataFrame, after: pl.DataFrame
) -> Script:
    rows = row["rows"]
    assert isinstance(rows, list)
    these = after.join(pl.DataFrame({"row": rows}, schema={"row": pl.UInt64}), on="row", how="semi")
    same = own.join(these.select("person").unique(), on="person", how="semi")
    return Script(
        said, int(str(row["people"])), int(str(row["messages"])), int(str(row["colleagues"])),
        rate(these["answered"].sum(), these.height), rate(same["answered"].sum(), same.height),
        _within(these, own), tuple(examples(history, rows[:_EXAMPLES])),
    )  # fmt: skip


def _within(scripted: pl.DataFrame, own: pl.DataFrame) -> Rate:
    theirs = scripted.group_by("person").agg(a=pl.col("answered").mean())
    both = theirs.join(own.group_by("person").agg(b=pl.col("answered").mean()), on="person").sort("person")
    return mean((both["a"] - both["b"]).to_list())
