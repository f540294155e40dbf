"""Which sentences are scripts: said by one of us to five people or more, or by several of us to ten.

Per sender, because people share phrases. A sender a third of whose words are scripts works from scripts (or is a
machine): their sentences count from two people on. Measured on a help channel with known bots; docs/audit.md.
"""

from __future__ import annotations

import polars as pl

PEOPLE = 5
TIMES = 3  # messages; one letter to ten people is no script
TOGETHER = 10  # people, where several colleagues say it
LONG = 40  # letters a sentence said by several must have
OF_A_SCRIPTED_SENDER = 2
SCRIPTED_SENDER = 0.3  # share of their words
ENOUGH = 20  # messages of a sender, before they are called scripted
ENDING = 3  # tenths of a sender's messages that end so, before it is a signature
FEWEST_ENDINGS = 3
HALF = 0.5  # share of a message's words, before it counts as repeated


def marked(units: pl.DataFrame, said_to: pl.DataFrame) -> pl.DataFrame:
    """Units (row, unit, chars, footer, sender) without signatures, each `scripted` or not.

    `said_to` has a row for each message and person it went to.
    """
    own = _without_signatures(units)
    heard = own.lazy().join(said_to.lazy().select("row", "person"), on="row")
    per_sender = heard.group_by("sender", "unit").agg(
        people=pl.col("person").n_unique(), times=pl.col("row").n_unique()
    )
    together = heard.group_by("unit").agg(
        all_people=pl.col("person").n_unique(), senders=pl.col("sender").n_unique()
    )
    counted = (
        own.lazy()
        .join(per_sender, on=["sender", "unit"], how="left")
        .join(together, on="unit", how="left")
        .collect()
    )
    by_one = (pl.col("people") >= PEOPLE) & (pl.col("times") >= TIMES)
    by_many = (pl.col("all_people") >= TOGETHER) & (pl.col("senders") >= 2) & (pl.col("chars") >= LONG)
    first = counted.with_columns(scripted=(by_one | by_many).fill_null(False))
    return _with_scripted_senders(first)


def shares(units: pl.DataFrame) -> pl.DataFrame:
    """For each message the share of its words that are scripts: row, sender, share."""
    weight = pl.col("chars").cast(pl.Float64)
    return units.group_by("row", "sender").agg(share=(weight * pl.col("scripted")).sum() / weight.sum())


def _with_scripted_senders(units: pl.DataFrame) -> pl.DataFrame:
    weight = pl.col("chars").cast(pl.Float64)
    senders = units.group_by("sender").agg(
        share=(weight * pl.col("scripted")).sum() / weight.sum(), messages=pl.col("row").n_unique()
    )
    many = senders.filter((pl.col("share") >= SCRIPTED_SENDER) & (pl.col("messages") >= ENOUGH))[
        "sender"
    ].implode()
    again = pl.col("sender").is_in(many) & (pl.min_horizontal("people", "times") >= OF_A_SCRIPTED_SENDER)
    return units.with_columns(scripted=pl.col("scripted") | again.fill_null(False))


def _without_signatures(units: pl.DataFrame) -> pl.DataFrame:
    """Sentences in the shape of a footer that end a third of a sender's messages are their signature."""
    messages = units.group_by("sender").agg(messages=pl.col("row").n_unique())
    endings = (
        units.filter("footer")
        .group_by("sender", "unit")
        .agg(times=pl.col("row").n_unique())
        .join(messages, on="sender")
    )
    often = (10 * pl.col("times") >= ENDING * pl.col("messages")) & (pl.col("times") >= FEWEST_ENDINGS)
    return units.join(endings.filter(often), on=["sender", "unit"], how="anti")
