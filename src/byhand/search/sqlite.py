"""The index on SQLite: FTS5 without content of its own, whose row ids are the keys."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from byhand.search.documents import Source, Watched
from byhand.search.terms import Phrase, Term

PORTIONS = (100, 300, 1200, 4000)
# FTS5 gathers whatever begins so before it gives the first row; a list of the words themselves it walks.
MOST_ENDINGS = 64
SHORT = 3
# Rows: `PRAGMA optimize` lets a count stand that is less than ten times too high or too low.
A_DOZEN = 12


def making(name: str, columns: tuple[str, ...]) -> list[str]:
    return [
        f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(columns)}, content='', contentless_delete=1, "
        f"tokenize='unicode61 remove_diacritics 2', prefix='2 {SHORT}')",
        f"CREATE VIRTUAL TABLE {name}_terms USING fts5vocab({name}, instance)",
    ]


def finishing(name: str) -> list[str]:
    """SQLite plans by what a table held when it was counted last: two rows now, and so each merge would read all of it
    for as long as a process lives that opened the house when it was new. Of a dozen it searches, until counted anew.
    """
    pages = f"{name}_data"
    return [
        f"ANALYZE {pages}",
        f"UPDATE sqlite_stat1 SET stat = '{A_DOZEN}' WHERE tbl = '{pages}'",
        "ANALYZE sqlite_schema",
    ]


def adding(name: str, columns: tuple[str, ...], source: Source, which: str) -> str:
    key = source.key_sqlite.format(row="t")
    return (
        f"INSERT INTO {name}(rowid, {', '.join(columns)}) SELECT {key}, {', '.join(source.text_sqlite)} "
        f"FROM {source.table} t {source.joins} WHERE {which}"
    )


def triggers(name: str, columns: tuple[str, ...], sources: tuple[Source, ...]) -> list[str]:
    statements: list[str] = []

    def on(trigger: str, event: str, table: str, *does: str) -> None:
        statements.append(f"DROP TRIGGER IF EXISTS {trigger}")
        statements.append(f"CREATE TRIGGER {trigger} AFTER {event} ON {table} BEGIN {'; '.join(does)}; END")

    for source in sources:
        own = f"{name}_{source.table}"
        add = adding(name, columns, source, "t.id = new.id")
        take = f"DELETE FROM {name} WHERE rowid = {source.key_sqlite.format(row='old')}"
        on(f"{own}_insert", "INSERT", source.table, add)
        on(f"{own}_delete", "DELETE", source.table, take)
        on(f"{own}_update", f"UPDATE OF {source.changing}", source.table, take, add)
        for number, other in enumerate(source.watched):
            for event, row in (("INSERT", "new"), ("DELETE", "old"), (f"UPDATE OF {other.columns}", "new")):
                again = _again(name, columns, source, other, row)
                on(f"{own}_{number}_{event.split()[0].lower()}", event, other.table, *again)
    return statements


def dropping(name: str, columns: tuple[str, ...], sources: tuple[Source, ...]) -> list[str]:
    """What takes the triggers away again."""
    return [one for one in triggers(name, columns, sources) if one.startswith("DROP TRIGGER")]


def _again(name: str, columns: tuple[str, ...], source: Source, other: Watched, row: str) -> tuple[str, str]:
    which = other.documents.format(row=row)
    key = source.key_sqlite.format(row="t")
    take = f"DELETE FROM {name} WHERE rowid IN (SELECT {key} FROM {source.table} t WHERE {which})"
    return take, adding(name, columns, source, which)


def walk(
    name: str, columns: tuple[str, ...], terms: tuple[Term, ...], since: int, until: int
) -> Iterator[list[int]]:
    match = " AND ".join(_written(name, term) for term in terms)
    where = f"{name} MATCH %s AND " if match else ""
    number = 0
    while True:
        size = PORTIONS[min(number, len(PORTIONS) - 1)]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {name} WHERE {where}rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT {size}",
                [*([match] if match else []), since, until],
            )
            keys = [row[0] for row in cursor.fetchall()]
        if keys:
            yield keys
        if len(keys) < size:
            return
        until, number = keys[-1], number + 1


def every_key(name: str, columns: tuple[str, ...], terms: tuple[Term, ...]) -> tuple[str, list[str]]:
    """A query of the keys that hold all of that, and its values."""
    match = " AND ".join(_written(name, term) for term in terms)
    return f"SELECT rowid AS key FROM {name} WHERE {name} MATCH %s", [match]


def _written(name: str, term: Term) -> str:
    ways = " OR ".join(one for way in term.ways for one in _way(name, way))
    return f"{term.column} : ({ways})" if term.column else f"({ways})"


def _way(name: str, way: Phrase) -> list[str]:
    said = " ".join(way.words)
    if not way.unfinished:
        return [f'"{said}"']
    last = way.words[-1]
    if len(way.words) == 1 and len(last) > SHORT:
        endings = _endings(name, last)
        if endings is not None:
            return [f'"{one}"' for one in endings] or [f'"{last}"']
    return [f'"{said}"*']


def _endings(name: str, beginning: str) -> list[str] | None:
    """The indexed words that begin so; None if there are too many to name. A step of the index each."""
    found: list[str] = []
    term = beginning
    with connection.cursor() as cursor:
        while len(found) <= MOST_ENDINGS:
            cursor.execute(f"SELECT term FROM {name}_terms WHERE term >= %s LIMIT 1", [term])
            row = cursor.fetchone()
            if row is None or not row[0].startswith(beginning):
                return found
            found.append(row[0])
            term = row[0] + "\x01"
    return None
