"""A guard: what the database itself refuses, said once and written for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guard:
    """Before `event` on `table`: refused with the sentence `why` where the SQL `condition` holds.

    `condition` speaks of NEW and OLD; `on_postgresql` where that database says it in another way.
    """

    name: str
    event: str
    table: str
    condition: str
    why: str
    on_postgresql: str = ""


def install(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Puts each in place, as it is said now."""
    write = _for_sqlite if connection.vendor == "sqlite" else _for_postgresql
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in write(guard) if _is_for(connection, guard) else ():
                cursor.execute(statement)


def let_go(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> None:
    """Before a migration: SQLite rebuilds no table that a trigger of another one reads."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for guard in guards:
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def missing(connection: BaseDatabaseWrapper, guards: Iterable[Guard]) -> set[str]:
    """The names of those that ought to be there and are not."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return {guard.name for guard in guards if _is_for(connection, guard)} - there


def _is_for(connection: BaseDatabaseWrapper, guard: Guard) -> bool:
    """SQLite knows no TRUNCATE."""
    return guard.event != "TRUNCATE" or connection.vendor != "sqlite"


def _for_sqlite(guard: Guard) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {guard.name}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} WHEN {guard.condition} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.why}'); END",
    ]


def _for_postgresql(guard: Guard) -> list[str]:
    condition = guard.on_postgresql or guard.condition
    if guard.event == "TRUNCATE":
        each, body = "STATEMENT", f"RAISE EXCEPTION '{guard.why}';"
    else:
        each = "ROW"
        body = f"IF {condition} THEN RAISE EXCEPTION '{guard.why}'; END IF; RETURN COALESCE(NEW, OLD);"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH {each} EXECUTE FUNCTION {guard.name}()",
    ]
