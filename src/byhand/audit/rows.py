"""Messages as columns while they are read; a window of an archive becomes one of these, and then a Parquet file."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import polars as pl

from byhand.audit.cutting import new_texts
from byhand.audit.pages import words_of_pages

AUTOMATIC = {"auto-replied": 1, "auto-generated": 2, "bulk": 3, "bounce": 4}
WRITTEN = 0  # by a person, as far as its header says
CUT, LETTER, PAGE = (
    0,
    1,
    2,
)  # forms of a row's text: new words alone, a letter with its quotes, a page with its tags

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


class Row(NamedTuple):
    """One message, read. What is quoted in its text is cut off later, for all messages of a window together."""

    place: str
    id: str
    root: str
    time: int | None
    zone: int
    sender: int
    to: tuple[int, ...]
    automatic: int
    subject: str
    text: str
    quoted: int = 0
    form: int = LETTER


@dataclass(slots=True)
class Rows:
    """What was read of one archive so far."""

    source: int
    found: list[Row] = field(default_factory=list)
    frames: list[pl.DataFrame] = field(default_factory=list)  # columns of `Row`: what was read together
    people: dict[int, tuple[str, str]] = field(default_factory=dict)
    writers: dict[str, int] = field(default_factory=dict)  # what stood in From, and who that is
    readers: dict[str, tuple[int, ...]] = field(default_factory=dict)  # what stood in To and the like
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    def meet(self, person: int, address: str, name: str) -> None:
        """Takes somebody into the people; the first name they are called by counts."""
        if person not in self.people or (name and not self.people[person][1]):
            self.people[person] = (address, name)

    def take(self, together: pl.DataFrame, apart: list[int]) -> None:
        """Takes rows that were read together, and those found last, into their order: `at`, and `apart` for these."""
        alone = _frame(self.found[len(self.found) - len(apart) :]).with_columns(
            at=pl.Series(apart, dtype=pl.UInt32)
        )
        del self.found[len(self.found) - len(apart) :]
        self.frames.append(pl.concat([together.select(alone.columns), alone]).sort("at").drop("at"))

    def as_read(self) -> pl.DataFrame:
        """The columns of `Row`: texts with their quotes, pages with their tags."""
        return pl.concat([*self.frames, _frame(self.found)])

    def messages(self) -> pl.DataFrame:
        """The messages, by SCHEMA."""
        frame = self.as_read()
        words, quoted = _words(frame["text"], frame["quoted"], frame["form"])
        frame = frame.with_columns(text=words, quoted=quoted, source=pl.lit(self.source, pl.Int32))
        return frame.with_columns(id=numbered(pl.col("id")), root=numbered(pl.col("root"))).select(*SCHEMA)

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


def numbered(ids: pl.Expr) -> pl.Expr:
    """64 bits for each Message-ID, the same in every process; 0 where there is none."""
    return pl.when(ids == "").then(pl.lit(0, pl.UInt64)).otherwise(ids.hash(seed=7))


def lists(people: list[tuple[int, ...]]) -> pl.Series:
    """A column of lists. Made of one flat column: Polars takes ten times as long for a list a row."""
    at = pl.Series("at", range(len(people)), dtype=pl.UInt32)
    flat = pl.Series("to", list(chain.from_iterable(people)), dtype=pl.UInt64)
    lengths = pl.Series([len(one) for one in people], dtype=pl.UInt32)
    owner = pl.DataFrame({"at": at, "n": lengths}).select(pl.col("at").repeat_by("n").explode()).drop_nulls()
    grouped = owner.with_columns(flat).group_by("at", maintain_order=True).agg("to")
    joined = pl.DataFrame({"at": at}).join(grouped, on="at", how="left", maintain_order="left")
    return joined["to"].fill_null(pl.Series([[]], dtype=pl.List(pl.UInt64)))


def _frame(rows: list[Row]) -> pl.DataFrame:
    """The columns of `Row`."""
    columns = (
        dict(zip(Row._fields, zip(*rows, strict=True), strict=True))
        if rows
        else dict.fromkeys(Row._fields, ())
    )
    kinds = SCHEMA | {"id": pl.String(), "root": pl.String(), "form": pl.Int8()}
    return pl.DataFrame({
        name: lists(list(values)) if name == "to" else pl.Series(values, dtype=kinds[name])
        for name, values in columns.items()
    })  # fmt: skip


def _words(texts: pl.Series, quoted: pl.Series, forms: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The new words of each text, and how many letters of it are quoted."""
    pages, letters = (forms == PAGE).arg_true(), (forms != CUT).arg_true()
    if len(pages):
        told = words_of_pages(texts.gather(pages).to_list())
        texts = texts.scatter(pages, [words for words, _ in told])
        quoted = quoted.scatter(
            pages, quoted.gather(pages) + pl.Series([below for _, below in told], dtype=pl.Int32)
        )
    whole = texts.gather(letters)
    new = new_texts(whole)
    below = (whole.str.len_chars().cast(pl.Int32) - new.str.len_chars().cast(pl.Int32)).clip(0)
    return texts.scatter(letters, new), quoted.scatter(letters, quoted.gather(letters) + below)
