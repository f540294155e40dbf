"""Machines that no header gives away: by what they are called, and by saying the same in most of their letters."""

from __future__ import annotations

import polars as pl

from byhand.audit.history import Tables
from byhand.audit.rows import AUTOMATIC
from byhand.audit.scripting import HALF

OURS = 0.8  # share of a sender's messages that are scripts
ENOUGH = 20  # messages
THEIRS = 0.3  # share of an outside sender's words that stood in three of their letters
LETTERS = 5
TIMES = 3
_CALLED = (
    r"^(?:no-?_?reply|do-?not-?reply|noreply.*|news(?:letter)?s?|mailings?|alerts?|notifications?|notify|bounces?|mailer"
    r"|daily|offers?|promo(?:tions)?|marketing|automat\w*|system|robot|bot)(?:[+._-].*)?@"
)


def called_so() -> pl.Expr:
    """Whether an address calls itself a machine."""
    return pl.col("address").str.contains(_CALLED)


def our_robots(shares: pl.DataFrame) -> pl.DataFrame:
    """Senders of ours who hardly ever say anything but scripts: their answers are no person's."""
    counted = shares.group_by("sender").agg(scripted=(pl.col("share") >= HALF).mean(), n=pl.len())
    return counted.filter((pl.col("scripted") >= OURS) & (pl.col("n") >= ENOUGH)).select("sender")


def with_their_robots(tables: Tables, messages: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The messages, with those of outside machines marked as bulk."""
    came = messages.filter((pl.col("direction") == "in") & (pl.col("automatic") == 0))
    called = people.filter(called_so()).select(sender="person")
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
    many = came.filter(pl.len().over("sender") >= LETTERS).select("row", "sender").lazy()
    units = tables.scan("units").filter(~pl.col("footer")).select("row", "unit", "chars").join(many, on="row")
    said = units.group_by("sender", "unit").agg(
        times=pl.col("row").n_unique(), chars=pl.col("chars").cast(pl.Float64).sum()
    )
    again = pl.col("chars").filter(pl.col("times") >= TIMES).sum() / pl.col("chars").sum()
    return (
        said.group_by("sender").agg(again=again).filter(pl.col("again") >= THEIRS).select("sender").collect()
    )
