"""The index on PostgreSQL: a narrow table of keys and tsvectors, with GIN for what is rare.

GIN knows no order: a common word would be gathered whole before the newest is known. So the newest documents are looked
at first, in windows, and GIN is asked when the words prove to be rare, or PostgreSQL's own statistics promise so. Of a
phrase GIN knows the words and not that they stand together: it would have to look at every document that holds them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from django.db import connection

from byhand.search.documents import Source
from byhand.search.terms import FROM, TO, Phrase, Term

WINDOWS = (500, 1_500, 4_000, 12_000, 24_000, 48_000)
# Up to so many documents are gathered at once; beyond so many, gathering takes longer than all windows.
FEW, MANY = 6_000, 60_000
# Fewer than so many among the first so many documents, and GIN is quicker than more windows.
COMMON, AMONG = 6, 6_000
PORTION = 4_000
_LETTERS = "ABCD"
_PUNCTUATION = r"[!-/:-@\[-`{-~]+"


def making(name: str, columns: tuple[str, ...]) -> list[str]:
    return [f"CREATE TABLE {name} (key bigint PRIMARY KEY, words tsvector NOT NULL)"]


def finishing(name: str) -> list[str]:
    return [f"CREATE INDEX {name}_gin ON {name} USING gin (words)", f"ANALYZE {name}"]


def adding(name: str, columns: tuple[str, ...], source: Source, which: str) -> str:
    key = source.key_postgresql.format(row="t")
    texts = ", ".join(
        f"{text} AS {column}" for column, text in zip(columns, source.text_postgresql, strict=True)
    )
    words = " || ".join(
        f"setweight(to_tsvector('simple', {_plain(f'd.{column}')}), '{_letter(number)}')"
        for number, column in enumerate(columns)
    )
    # OFFSET 0 keeps the inner query whole: its texts are gathered once and named four times.
    return (
        f"INSERT INTO {name}(key, words) SELECT d.key, {words} FROM (SELECT {key} AS key, {texts} "
        f"FROM {source.table} t {source.joins} WHERE {which} OFFSET 0) d "
        "ON CONFLICT (key) DO UPDATE SET words = excluded.words"
    )


def _letter(number: int) -> str:
    return _LETTERS[min(number, len(_LETTERS) - 1)]


def _plain(text: str) -> str:
    """Signs as spaces, so that a part of an address is a word; accents gone where there are any."""
    spaced = f"regexp_replace({text}, '{_PUNCTUATION}', ' ', 'g')"
    bare = f"translate(normalize({spaced}, NFC), '{FROM}', '{TO}')"
    return f"CASE WHEN octet_length({text}) = char_length({text}) THEN {spaced} ELSE {bare} END"


def triggers(name: str, columns: tuple[str, ...], sources: tuple[Source, ...]) -> list[str]:
    statements: list[str] = []

    def on(trigger: str, event: str, table: str, *does: str) -> None:
        body = f"BEGIN {'; '.join(does)}; RETURN NULL; END"
        statements.append(
            f"CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$"
        )
        statements.append(
            f"CREATE OR REPLACE TRIGGER {trigger} AFTER {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {trigger}()"
        )

    for source in sources:
        own = f"{name}_{source.table}"
        add = adding(name, columns, source, "t.id = new.id")
        take = f"DELETE FROM {name} WHERE key = {source.key_postgresql.format(row='old')}"
        on(f"{own}_insert", "INSERT", source.table, add)
        on(f"{own}_delete", "DELETE", source.table, take)
        on(f"{own}_update", f"UPDATE OF {source.changing}", source.table, take, add)
        for number, other in enumerate(source.watched):
            for event, row in (("INSERT", "new"), ("DELETE", "old"), (f"UPDATE OF {other.columns}", "new")):
                again = adding(name, columns, source, other.documents.format(row=row))
                on(f"{own}_{number}_{event.split()[0].lower()}", event, other.table, again)
    return statements


def walk(
    name: str, columns: tuple[str, ...], terms: tuple[Term, ...], since: int, until: int
) -> Iterator[list[int]]:
    query = " & ".join(_written(columns, term) for term in terms)
    looked_at = found = 0
    for size in WINDOWS:
        keys, until, is_last = _window(name, query, since, until, size)
        looked_at, found = looked_at + size, found + len(keys)
        if keys:
            yield keys
        if is_last:
            return
        if query and found < COMMON and _is_rare(_expected(name, query, since, until), looked_at):
            break
    yield from _all_gathered(name, query, since, until)


def every_key(name: str, columns: tuple[str, ...], terms: tuple[Term, ...]) -> tuple[str, list[str]]:
    """A query of the keys that hold all of that, and its values."""
    query = " & ".join(_written(columns, term) for term in terms)
    return f"SELECT key FROM {name} WHERE {_holds(query)}", []


def _is_rare(expected: int, looked_at: int) -> bool:
    return expected <= FEW or (looked_at >= AMONG and expected <= MANY)


def _expected(name: str, query: str, since: int, until: int) -> int:
    """In how many documents PostgreSQL expects to find the words; nothing is looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN (FORMAT JSON) SELECT key FROM {name} WHERE {_holds(query)} AND {_between(since, until)}"
        )
        row = cursor.fetchone()
    assert row
    return int((json.loads(row[0]) if isinstance(row[0], str) else row[0])[0]["Plan"]["Plan Rows"])


def _all_gathered(name: str, query: str, since: int, until: int) -> Iterator[list[int]]:
    while keys := _gathered(name, query, since, until):
        yield keys
        if len(keys) < PORTION:
            return
        until = keys[-1]


def _window(name: str, query: str, since: int, until: int, size: int) -> tuple[list[int], int, bool]:
    """What is found among the newest documents, where the next window begins, and whether there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newest AS MATERIALIZED (SELECT key, {_holds(query)} AS holds FROM {name} "
            f"WHERE {_between(since, until)} ORDER BY key DESC LIMIT {size}) SELECT min(key), count(*), "
            "coalesce(array_agg(key ORDER BY key DESC) FILTER (WHERE holds), '{}') FROM newest"
        )
        row = cursor.fetchone()
    assert row
    lowest, count, keys = row
    return keys, lowest or until, count < size


def _gathered(name: str, query: str, since: int, until: int) -> list[int]:
    """What GIN knows: everything that holds the words, gathered and then put in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED (SELECT key FROM {name} WHERE {_holds(query)} AND {_between(since, until)}) "
            f"SELECT key FROM found ORDER BY key DESC LIMIT {PORTION}"
        )
        return [row[0] for row in cursor.fetchall()]


def _holds(query: str) -> str:
    """Written out and no parameter: a plan made for any words at all does not know the rare from the common."""
    return f"words @@ to_tsquery('simple', {_literal(query)})" if query else "true"


def _between(since: int, until: int) -> str:
    return f"key >= {since:d} AND key < {until:d}"


def _literal(query: str) -> str:
    """As a string of SQL. Words hold letters and digits alone, so quotes are all there is to escape."""
    return "'" + query.replace("'", "''") + "'"


def _written(columns: tuple[str, ...], term: Term) -> str:
    letter = _letter(columns.index(term.column)) if term.column else ""
    return "(" + " | ".join(_way(way, letter) for way in term.ways) + ")"


def _way(way: Phrase, letter: str) -> str:
    *before, last = (_lexeme(word) for word in way.words)
    marks = ("*" if way.unfinished else "") + letter
    parts = [*(f"{one}:{letter}" if letter else one for one in before), f"{last}:{marks}" if marks else last]
    return "(" + " <-> ".join(parts) + ")"


def _lexeme(word: str) -> str:
    # Quoted, so that no sign of the query language is left in it. Words hold letters and digits alone.
    return "'" + re.sub(r"['\\]", "", word) + "'"
