"""Looking at a house from outside: its rows and its files, without Django between."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256

import psycopg
from psycopg import sql

TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def rows(machine) -> dict[str, list[str]]:
    """Every row of every table, as text, in one order."""
    if machine.database_url:
        with psycopg.connect(machine.database_url) as found:
            return {
                name: _rows(found, sql.Identifier(name).as_string(found))
                for name in _tables(found, "postgresql")
            }
    with closing(sqlite3.connect(machine.folder / "byhand.sqlite3")) as found:
        return {name: _rows(found, f'"{name}"') for name in _tables(found, "sqlite")}


def files(machine) -> dict[str, str]:
    """Every stored file and key with the digest of its bytes."""
    found = [
        path for name in ("files", "keys") for path in (machine.folder / name).rglob("*") if path.is_file()
    ]
    return {str(path.relative_to(machine.folder)): sha256(path.read_bytes()).hexdigest() for path in found}


def _tables(found, kind: str) -> list[str]:
    return sorted(name for (name,) in found.execute(TABLES[kind]).fetchall())


def _rows(found, table: str) -> list[str]:
    return sorted(repr(row) for row in found.execute(f"SELECT * FROM {table}").fetchall())
