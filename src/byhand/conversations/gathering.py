"""Gathering: a text of each of several rows, in one column, so that a list reads them in its own query."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Subquery, TextField

BETWEEN = "\n"


class Gathered(Subquery):
    """That field of every row, a line each; empty without rows. No text may hold the end of a line."""

    empty_result_set_value = ""
    template = "coalesce((SELECT %(gather)s FROM (%(subquery)s) _rows), '')"

    def __init__(self, rows: QuerySet[Any], field: str) -> None:
        self.column = field
        super().__init__(rows.values(field), output_field=TextField())

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, gather=f"group_concat(_rows.{self.column}, char(10))")

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, gather=f"string_agg(_rows.{self.column}, chr(10))")
