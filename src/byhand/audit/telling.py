"""How places, days and people are written in a report."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from byhand.audit.history import History
from byhand.audit.report import Example
from byhand.audit.units import hashed, long_enough, sentences

_BEGINNING = 200  # letters


def day(seconds: int | None) -> str | None:
    """2024-05-31, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds is not None else None


def examples(history: History, rows: list[int]) -> list[Example]:
    """Where these messages lie and how they begin, in the order asked for."""
    found = history.places(rows)
    return [
        Example(place, day(time), subject, " ".join(text[: 2 * _BEGINNING].split())[:_BEGINNING])
        for place, time, subject, text in (found[row] for row in rows if row in found)
    ]


def words_of_units(history: History, where: dict[int, int]) -> dict[int, str]:
    """The sentence each unit stands for, looked up in the message given for it."""
    places = history.places(sorted(set(where.values())))
    texts = pl.DataFrame(
        {"row": list(places), "text": [one[3] for one in places.values()]},
        schema={"row": pl.UInt64, "text": pl.String},
    )
    cut = long_enough(texts.lazy().select("row", sentences(pl.col("text")).alias("said")).explode("said"))
    found = hashed(cut).select("unit", "said").unique("unit", keep="first").collect()
    return {unit: said for unit, said in found.iter_rows() if unit in where}
