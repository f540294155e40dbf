"""The tables for other programs: what was read, with what the audit made of it, and who wrote to whom."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl

from byhand.audit.history import History
from byhand.audit.piece_reading import write

_MADE = ("thread", "direction", "broad", "automatic")


def write_tables(history: History, folder: Path) -> None:
    """Writes messages, units, people, edges and replies into a new folder, which is there when all is written.

    Raises OSError.
    """
    unfinished = folder.with_name(f".{folder.name}-unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _write(history, unfinished)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def edges_of(history: History) -> pl.DataFrame:
    """Who wrote to whom: `sender`, `person`, `messages`, `personal` (few recipients, no machine), `first`, `last`."""
    personal = ~pl.col("broad") & (pl.col("automatic") == 0)
    said = history.messages.select("sender", "time", personal=personal, person="to").explode("person")
    return (
        said.filter(pl.col("person") != pl.col("sender"))
        .group_by("sender", "person")
        .agg(
            messages=pl.len(), personal=pl.col("personal").sum(), first=pl.col("time").min(), last=pl.col("time").max()
        )
        .sort("sender", "person")
    )  # fmt: skip


def replies_of(history: History) -> pl.DataFrame:
    """The first answer to each message: `row`, `reply` (its row), `seconds`, `automatic` (of the reply), `direction`.

    An answer is what somebody else next wrote to its author in the same conversation.
    """
    dated = history.messages.filter(pl.col("time").is_not_null()).sort("time", "row")
    said = dated.select("row", "thread", "time", "sender", "direction")
    to = dated.select("thread", "automatic", "sender", reply="row", answered="time", person="to").explode(
        "person"
    )
    answers = to.filter(pl.col("person") != pl.col("sender")).drop("sender").rename({"person": "sender"})
    met = said.join_asof(
        answers, left_on="time", right_on="answered", by=["thread", "sender"], strategy="forward",
        allow_exact_matches=False, check_sortedness=False,
    )  # fmt: skip
    found = met.filter(pl.col("reply").is_not_null())
    return found.select("row", "reply", "automatic", "direction", seconds=pl.col("answered") - pl.col("time"))


def _write(history: History, folder: Path) -> None:
    made = history.messages.select("row", *_MADE).rename({"automatic": "made"})
    for part in sorted(history.tables.folder.glob("*.parquet")):
        if part.name.endswith(".messages.parquet"):
            write(folder / part.name, _with(pl.read_parquet(part), made))
        elif not part.name.endswith(".people.parquet"):
            shutil.copy(part, folder / part.name)
    write(folder / "000000.people.parquet", history.people)
    write(folder / "000000.edges.parquet", edges_of(history))
    write(folder / "000000.replies.parquet", replies_of(history))


def _with(messages: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """The messages with their conversation and direction; null for copies and what is older than asked for."""
    known = messages.join(made, on="row", how="left", maintain_order="left")
    return known.with_columns(automatic=pl.coalesce("made", "automatic")).drop("made")
