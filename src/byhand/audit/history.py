"""The tables of one reading as one history: copies set aside, us and them told apart, conversations put together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from byhand.audit.marks import ROW_BITS
from byhand.audit.rows import PEOPLE, UNREADABLE

DAY = 86_400
FEW = 10  # a message to more people is a broadcast
Place = tuple[str, int | None, str, str]  # archive and place, time, subject, words
DESK = "desk"  # stands for us where an export does not say which of us


@dataclass(frozen=True)
class Tables:
    """A folder of Parquet tables, as `reading.read_into` leaves it."""

    folder: Path

    def scan(self, name: str) -> pl.LazyFrame:
        """All parts of one table: messages, units, people or unreadable."""
        return pl.scan_parquet(self.folder / f"*.{name}.parquet")

    def unreadable(self) -> pl.DataFrame:
        """What could not be read; most readings have no such table."""
        found = sorted(self.folder.glob("*.unreadable.parquet"))
        return pl.read_parquet(found) if found else pl.DataFrame(schema=UNREADABLE)

    def places(self, rows: list[int]) -> dict[int, Place]:
        """Where these messages lie, looked up in the parts that hold them."""
        wanted = pl.DataFrame({"row": rows}, schema={"row": pl.UInt64}).lazy()
        parts = [
            self.folder / f"{number:06}.messages.parquet"
            for number in sorted({row >> ROW_BITS for row in rows})
        ]
        found = pl.scan_parquet(parts).join(wanted, on="row", how="semi")
        columns = found.select("row", "source", "place", "time", "subject", "text").collect()
        return {
            row: (f"{source}:{place}", time, subject, text)
            for row, source, place, time, subject, text in columns.iter_rows()
        }

    @cached_property
    def people(self) -> pl.DataFrame:
        """Everybody once, with the name they are called by most."""
        if not list(self.folder.glob("*.people.parquet")):
            return pl.DataFrame(schema=PEOPLE)
        named = self.scan("people").with_columns(called=pl.col("name") != "")
        return (
            named.sort("called", descending=True, maintain_order=True)
            .unique("person", keep="first")
            .collect()
        )


@dataclass(frozen=True)
class History:
    """Messages once each, with `direction` (out, in, internal), `thread`, and who of the people are we."""

    tables: Tables
    messages: pl.DataFrame
    people: pl.DataFrame  # person, address, name, domain, ours
    us: tuple[str, ...]
    us_guessed: bool
    copies: int
    end: int  # seconds since 1970 of the last message

    @cached_property
    def touches(self) -> pl.DataFrame:
        """A row for each message between one of us and one of them: row, time, thread, colleague, person, out."""
        few = self.messages.filter(~pl.col("broad") & pl.col("time").is_not_null())
        kept = ("row", "time", "thread", "automatic", "asks", "leaves", "promises")
        ours = self.people.select("person", "ours")
        out = (
            few.filter(pl.col("direction") == "out")
            .select(*kept, "reach", colleague="sender", person="to")
            .explode("person")
        )
        out = (
            out.join(ours, on="person", maintain_order="left")
            .filter(~pl.col("ours"))
            .with_columns(out=pl.lit(True))
        )
        came = few.filter(pl.col("direction") == "in").select(*kept, "reach", "to", person="sender")
        came = came.explode("to").join(ours, left_on="to", right_on="person", maintain_order="left")
        came = came.filter(pl.col("ours"))
        came = came.rename({"to": "colleague"}).with_columns(out=pl.lit(False))
        both = pl.concat([out.drop("ours"), came.select(out.drop("ours").columns)])
        return both.sort("time", "row", maintain_order=True)

    @cached_property
    def exchanges(self) -> pl.DataFrame:
        """Touches, with each message that came to several of us once."""
        return self.touches.unique(["row", "person"], keep="first", maintain_order=True)

    @cached_property
    def units(self) -> pl.DataFrame:
        """Sentences of what we said to few people, machines' apart: row, unit, chars, footer, sender."""
        ours = self.messages.filter(
            (pl.col("direction") == "out") & ~pl.col("broad") & (pl.col("automatic") == 0)
        )
        return self.units_of(ours)

    def units_of(self, messages: pl.DataFrame) -> pl.DataFrame:
        """The sentences of these messages."""
        rows = messages.lazy().select("row", "sender")
        return self.tables.scan("units").join(rows, on="row").collect()

    def named(self) -> dict[int, str]:
        """What to call each person."""
        rows = self.people.select("person", "address", "name").iter_rows()
        return {person: f"{name} <{address}>" if name else address for person, address, name in rows}

    def places(self, rows: list[int]) -> dict[int, Place]:
        """Where these messages lie, when they were written, their subjects and their words."""
        missing = sorted({row for row in rows if row not in self._placed})
        if missing:
            self._placed.update(self.tables.places(missing))
        return {row: self._placed[row] for row in rows if row in self._placed}

    @cached_property
    def _placed(self) -> dict[int, Place]:
        """Those asked for before: each look reads many files."""
        return {}
