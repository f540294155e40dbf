"""Messages as columns while they are read; a window of an archive becomes one of these, and then a Parquet file."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

import polars as pl

AUTOMATIC = {"auto-replied": 1, "auto-generated": 2, "bulk": 3, "bounce": 4}
WRITTEN = 0  # by a person, as far as its header says

SCHEMA: dict[str, pl.DataType] = {
    "source": pl.Int32(),  # number of the archive
    "place": pl.String(),  # where in it: a byte offset, a file, a row
    "id": pl.UInt64(),  # of the Message-ID; 0 if it has none
    "root": pl.UInt64(),  # of the first message it refers to; 0 if it refers to none
    "time": pl.Int64(),  # seconds since 1970, UTC; null if there is no plausible date
    "zone": pl.Int32(),  # seconds east of UTC, as the sender's clock said
    "sender": pl.UInt64(),  # a person
    "to": pl.List(pl.UInt64()),  # people
    "automatic": pl.Int8(),  # 0 or a value of AUTOMATIC
    "subject": pl.String(),
    "text": pl.String(),  # what was written now
    "quoted": pl.Int32(),  # letters that were written before
}
PEOPLE: dict[str, pl.DataType] = {"person": pl.UInt64(), "address": pl.String(), "name": pl.String()}
UNREADABLE: dict[str, pl.DataType] = {"source": pl.Int32(), "place": pl.String(), "why": pl.String()}


@dataclass(slots=True)
class Row:
    """One message, read."""

    place: str
    id: int
    root: int
    time: int | None
    zone: int
    sender: int
    to: list[int]
    automatic: int
    subject: str
    text: str
    quoted: int


@dataclass(slots=True)
class Rows:
    """What was read of one archive so far."""

    source: int
    found: list[Row] = field(default_factory=list)
    people: dict[int, tuple[str, str]] = field(default_factory=dict)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def messages(self) -> pl.DataFrame:
        """The messages, by SCHEMA."""
        rows = self.found
        columns = {name: [getattr(row, name) for row in rows] for name in SCHEMA if name != "source"}
        return pl.DataFrame({"source": [self.source] * len(rows)} | columns, schema=SCHEMA)

    def known(self) -> pl.DataFrame:
        """The people named in them, by PEOPLE."""
        rows = [(person, *names) for person, names in self.people.items()]
        return pl.DataFrame(rows, schema=PEOPLE, orient="row")

    def failures(self) -> pl.DataFrame:
        """What could not be read, by UNREADABLE."""
        rows = [(self.source, *one) for one in self.unreadable]
        return pl.DataFrame(rows, schema=UNREADABLE, orient="row")


def number(words: str) -> int:
    """64 bits that stand for these words, the same in every process and every year; never 0."""
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=8).digest(), "big") or 1
