"""Machines that no header gives away: by what they are called, and by saying the same in most of their letters."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import Tables
from byhand.audit.rows import AUTOMATIC
from byhand.audit.scripting import HALF

_OURS = 0.8  # share of a sender's messages that are scripts
_ENOUGH = 20  # messages
_THEIRS = 0.3  # share of an outside sender's words that stood in three of their letters
_LETTERS = 5
_TIMES = 3
_CALLED = (
    r"^(?:no-?_?reply|do-?not-?reply|noreply.*|news(?:letter)?s?|mailings?|alerts?|notifications?|notify|bounces?|mailer"
    r"|daily|offers?|promo(?:tions)?|marketing|automat\w*|system|robot|bot)(?:[+._-].*)?@"
)


def our_robots(units: pl.DataFrame, repeated: pl.DataFrame) -> pl.DataFrame:
    """Senders of ours who hardly ever say anything but scripts: their answers are no person's."""
    by = units.select("row", "sender").unique("row").join(repeated, on="row")
    counted = by.group_by("sender").agg(scripted=(pl.col("share") >= HALF).mean(), n=pl.len())
    return counted.filter((pl.col("scripted") >= _OURS) & (pl.col("n") >= _ENOUGH)).select("sender")


def with_their_robots(tables: Tables, messages: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The messages, with those of outside machines marked as bulk."""
    came = messages.filter((pl.col("direction") == "in") & (pl.col("automatic") == 0))
    called = people.filter(pl.col("address").str.contains(_CALLED)).select(sender="person")
    robots = pl.concat([called, _repeating(tables, came)]).unique()
    mark = (
        pl.col("sender").is_in(robots["sender"].implode())
        & (pl.col("direction") == "in")
        & (pl.col("automatic") == 0)
    )
    return messages.with_columns(
        automatic=pl.when(mark).then(pl.lit(AUTOMATIC["bulk"], pl.Int8)).otherwise("automatic")
    )


def _repeating(tables: Tables, came: pl.DataFrame) -> pl.DataFrame:
    many = came.filter(pl.len().over("sender") >= _LETTERS).select("row", "sender").lazy()
    units = tables.scan("units").filter(~pl.col("footer")).select("row", "unit", "chars").join(many, on="row")
    said = units.group_by("sender", "unit").agg(
        times=pl.col("row").n_unique(), chars=pl.col("chars").cast(pl.Float64).sum()
    )
    again = pl.col("chars").filter(pl.col("times") >= _TIMES).sum() / pl.col("chars").sum()
    return (
        said.group_by("sender").agg(again=again).filter(pl.col("again") >= _THEIRS).select("sender").collect()
    )
