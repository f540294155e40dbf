"""Documents: which rows make one, and which changes make it anew."""

from __future__ import annotations

from dataclasses import dataclass

# A body of 120,000 characters and 50,000 of its files: PostgreSQL refuses more than 1 MB of words.
LONGEST_BODY, LONGEST_FILES = 120_000, 50_000
# The key: seconds since 1970, then the row. Two documents share one only beyond half a milliard rows.
_ROW_BITS = 30
ROWS = (1 << _ROW_BITS) - 1
_LAST_SECOND = (1 << 33) - 1


@dataclass(frozen=True, slots=True)
class Watched:
    """Another table that a document speaks of: its columns, and which documents (`t`) one `{row}` of it is in."""

    table: str
    columns: str
    documents: str


@dataclass(frozen=True, slots=True)
class Source:
    """Documents of one table, written for both databases.

    `key` is written of a row called `{row}`; `text` gives a column each, of the table called `t` and what it joins.
    """

    table: str
    changing: str
    key_sqlite: str
    key_postgresql: str
    text_sqlite: tuple[str, ...]
    text_postgresql: tuple[str, ...]
    joins: str = ""
    watched: tuple[Watched, ...] = ()
    needs: tuple[str, ...] = ()

    def tables(self) -> tuple[str, ...]:
        return (self.table, *(one.table for one in self.watched), *self.needs)


def key_sqlite(moment: str, kind: int) -> str:
    seconds = f"min(max(coalesce(CAST(strftime('%s', {{row}}.{moment}) AS INTEGER), 0), 0), {_LAST_SECOND})"
    return f"(({seconds} << {_ROW_BITS}) | (({{row}}.id * 2 + {kind}) & {ROWS}))"


def key_postgresql(moment: str, kind: int) -> str:
    seconds = f"least(greatest(extract(epoch from {{row}}.{moment})::bigint, 0), {_LAST_SECOND})"
    return f"(({seconds} << {_ROW_BITS}) | (({{row}}.id::bigint * 2 + {kind}) & {ROWS}))"


def key_of(seconds: float) -> int:
    """The first key of that second."""
    return min(max(int(seconds), 0), _LAST_SECOND) << _ROW_BITS


def row_of(key: int) -> tuple[int, int]:
    """Which row a key speaks of: its kind and its id."""
    row = key & ROWS
    return row & 1, row >> 1
