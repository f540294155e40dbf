"""The sentences said most often, and what they got beside our own words to the same people."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import History
from byhand.audit.measures import Measures
from byhand.audit.rates import Rate, mean, rate
from byhand.audit.report import Script
from byhand.audit.scripting import HALF
from byhand.audit.telling import examples, words_of_units

MOST = 25
_EXAMPLES = 3
_WIDEST, _DOWN = ("people", "messages", "unit"), (True, True, False)


def spread(history: History, units: pl.DataFrame) -> pl.DataFrame:
    """The scripts that reached most people, first the widest: unit, people, messages, colleagues."""
    counted = _heard(history, units).group_by("unit").agg(
        people=pl.col("person").n_unique(), messages=pl.col("row").n_unique(), colleagues=pl.col("sender").n_unique()
    )  # fmt: skip
    return counted.sort(*_WIDEST, descending=_DOWN).head(MOST).collect()


def saying(history: History, units: pl.DataFrame, spread: pl.DataFrame) -> pl.DataFrame:
    """The messages that say one of these scripts: unit, row."""
    these = _heard(history, units).join(spread.lazy(), on="unit", how="semi")
    return these.select("unit", "row").unique().collect()


def find_scripts(history: History, found: Measures) -> tuple[Script, ...]:
    """The scripts that reached most people, first the widest."""
    rows = {unit: sorted(rows) for unit, rows in found.saying.group_by("unit").agg("row").iter_rows()}
    said = words_of_units(history, {unit: first[0] for unit, first in rows.items()})
    own = _own(found.shares, found.outcomes)
    history.places([row for first in rows.values() for row in first[:_EXAMPLES]])  # one look for all of them
    return tuple(
        _script(history, row, said.get(row["unit"], ""), rows[row["unit"]], own, found.outcomes)
        for row in found.spread.sort(*_WIDEST, descending=_DOWN).iter_rows(named=True)
    )


def compare(shares: pl.DataFrame, after: pl.DataFrame) -> Rate:
    """Answers to scripted messages less answers to own words, within each person who got both."""
    scripted = after.join(shares.filter(pl.col("share") >= HALF), on="row", how="semi")
    return _within(scripted, _own(shares, after))


def _heard(history: History, units: pl.DataFrame) -> pl.LazyFrame:
    """Who heard a script: row, unit, sender, person."""
    scripted = units.lazy().filter("scripted").select("row", "unit", "sender").unique()
    return scripted.join(history.exchanges.lazy().filter("out").select("row", "person"), on="row")


def _own(shares: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    written = after.filter(pl.col("automatic") == 0)
    return written.join(shares.filter(pl.col("share") >= HALF), on="row", how="anti")


def _script(
    history: History, row: dict[str, int], said: str, rows: list[int], own: pl.DataFrame, after: pl.DataFrame
) -> Script:
    these = after.join(pl.DataFrame({"row": rows}, schema={"row": pl.UInt64}), on="row", how="semi")
    same = own.join(these.select("person").unique(), on="person", how="semi")
    return Script(
        said, row["people"], row["messages"], row["colleagues"],
        rate(these["answered"].sum(), these.height), rate(same["answered"].sum(), same.height),
        _within(these, own), tuple(examples(history, rows[:_EXAMPLES])),
    )  # fmt: skip


def _within(scripted: pl.DataFrame, own: pl.DataFrame) -> Rate:
    theirs = scripted.group_by("person").agg(a=pl.col("answered").mean())
    both = theirs.join(own.group_by("person").agg(b=pl.col("answered").mean()), on="person").sort("person")
    return mean((both["a"] - both["b"]).to_list())
