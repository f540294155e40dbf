"""Full text over columns of a table: FTS5 with external content on SQLite, a stored tsvector on PostgreSQL.

The index follows its table by triggers (SQLite) or as a generated column (PostgreSQL): nothing to forget.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

# PostgreSQL refuses a tsvector over 1 MB; nobody searches past the first 200,000 characters of a mail.
LONGEST = 200_000
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class FullText:
    """Words in `columns` of `table`; the index is called after both."""

    table: str
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.table}_words"

    def install(self, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """For a migration: makes the index and what keeps it true."""
        vendor = schema_editor.connection.vendor
        for statement in self._sqlite() if vendor == "sqlite" else self._postgresql():
            schema_editor.execute(statement)

    def remove(self, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """For a migration: the way back."""
        if schema_editor.connection.vendor == "sqlite":
            for event in ("insert", "delete", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_{event}")
            schema_editor.execute(f"DROP TABLE IF EXISTS {self.name}")
        else:
            schema_editor.execute(f"ALTER TABLE {self.table} DROP COLUMN IF EXISTS words")

    def matching(self, words: str) -> RawSQL | None:
        """The ids of rows that hold all of the words, the last one perhaps unfinished; None without words."""
        tokens = _WORD.findall(words)[:12]
        if not tokens:
            return None
        if connection.vendor == "sqlite":
            match = " ".join(f'"{token}"' for token in tokens) + "*"
            return RawSQL(f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s", (match,))
        query = " & ".join(tokens) + ":*"
        return RawSQL(f"SELECT id FROM {self.table} WHERE words @@ to_tsquery('simple', %s)", (query,))

    def _sqlite(self) -> list[str]:
        columns = ", ".join(self.columns)
        new = ", ".join(f"new.{column}" for column in self.columns)
        old = ", ".join(f"old.{column}" for column in self.columns)
        add = f"INSERT INTO {self.name}(rowid, {columns}) VALUES (new.id, {new})"
        take = f"INSERT INTO {self.name}({self.name}, rowid, {columns}) VALUES ('delete', old.id, {old})"
        on = f"{', '.join(self.columns)} ON {self.table}"
        return [
            f"CREATE VIRTUAL TABLE {self.name} USING fts5({columns}, content='{self.table}', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 2')",
            f"CREATE TRIGGER {self.name}_insert AFTER INSERT ON {self.table} BEGIN {add}; END",
            f"CREATE TRIGGER {self.name}_delete AFTER DELETE ON {self.table} BEGIN {take}; END",
            f"CREATE TRIGGER {self.name}_update AFTER UPDATE OF {on} BEGIN {take}; {add}; END",
        ]

    def _postgresql(self) -> list[str]:
        text = " || ' ' || ".join(f"coalesce({column}, '')" for column in self.columns)
        return [
            f"ALTER TABLE {self.table} ADD COLUMN words tsvector GENERATED ALWAYS AS "
            f"(to_tsvector('simple', left({text}, {LONGEST}))) STORED",
            f"CREATE INDEX {self.name} ON {self.table} USING gin (words)",
        ]
