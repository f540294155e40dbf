"""An index of words over documents that are gathered from several tables, on SQLite and on PostgreSQL.

A document's key holds when it was said and which row it is, so the index itself knows what is newest, and a search
for a common word stops as soon as it has found enough. Triggers keep the index true; they are put in place after every
migrate, since a migration that rebuilds a table drops them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from byhand.search import postgresql, sqlite
from byhand.search.documents import ROWS, Source
from byhand.search.terms import Term


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Documents of these sources in these columns, under keys that sort by time."""

    name: str
    columns: tuple[str, ...]
    sources: tuple[Source, ...]

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Makes and fills the index if it is not there, and puts its triggers in place. Safe to repeat."""
        there = connection.introspection.table_names()
        if not all(table in there for source in self.sources for table in source.tables()):
            return
        dialect = sqlite if connection.vendor == "sqlite" else postgresql
        with connection.cursor() as cursor:
            if self.name not in there:
                for statement in dialect.making(self.name, self.columns):
                    cursor.execute(statement)
                for source in self.sources:
                    cursor.execute(dialect.adding(self.name, self.columns, source, "true"))
                for statement in dialect.finishing(self.name):
                    cursor.execute(statement)
            for statement in dialect.triggers(self.name, self.columns, self.sources):
                cursor.execute(statement)

    def let_go(self, connection: BaseDatabaseWrapper) -> None:
        """Takes its triggers away: SQLite rebuilds no table that the trigger of another one reads."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                for statement in sqlite.dropping(self.name, self.columns, self.sources):
                    cursor.execute(statement)

    def walk(self, terms: tuple[Term, ...], *, since: int = 0, until: int = 2**63 - 1) -> Iterator[list[int]]:
        """The keys that hold every term, newest first, in portions: take as many as you need.

        Keys from `since` up to but without `until`. Without terms it gives whatever was said then.
        """
        dialect = sqlite if connection.vendor == "sqlite" else postgresql
        return dialect.walk(self.name, self.columns, terms, since, until)

    def rows_that_hold(self, terms: tuple[Term, ...], kind: int) -> RawSQL:
        """For `filter(pk__in=…)`: the ids of all rows of that kind that hold every term, however many."""
        dialect = sqlite if connection.vendor == "sqlite" else postgresql
        keys, values = dialect.every_key(self.name, self.columns, terms)
        row = f"(holding.key & {ROWS})"
        return RawSQL(f"SELECT {row} >> 1 FROM ({keys}) holding WHERE {row} & 1 = {kind:d}", values)
