"""Kept queries: written by Django once, asked again and again.

A page at the desk asks a dozen small questions, and Django takes several times as long to write each as the database
to answer it. A kept query is an ordinary queryset whose values are holes:

    @kept
    def _notes(most: int) -> QuerySet[Note]:
        return Note.objects.filter(conversation=Given("conversation"))[:most]

    notes = _notes(60).ask(conversation=conversation.pk)

What the function is given (hashable) decides the words of the query, and each shape is written once a process; what
`ask` is given fills the holes. Everything else (related rows, converters, values_list) stays Django's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import copy
from functools import lru_cache, wraps
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, QuerySet, Value
from django.db.models.sql import Query

Shape = ParamSpec("Shape")
Row = TypeVar("Row")
SHAPES = 256
# What makes rows of answers, beside the query itself.
CARRIED = ("_iterable_class", "_fields", "_prefetch_related_lookups")


class Given(Value):
    """A hole in a kept query. With a field, what fills it is written as that field writes it (moments, JSON)."""

    def __init__(self, name: str, field: Field[Any, Any] | None = None) -> None:
        super().__init__(None, output_field=field)
        self.name, self.kind = name, field

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def filled(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        return self.kind.get_db_prep_value(value, connection) if self.kind else value


class Several(Given):
    """A hole for ids, however many: `filter(person__in=Several("people"))`. The words of the query stay the same."""

    def as_sqlite(self, compiler: Any, connection: Any, **_more: Any) -> Any:
        return "(SELECT value FROM json_each(%s))", [self]

    def as_postgresql(self, compiler: Any, connection: Any, **_more: Any) -> Any:
        return "(SELECT unnest(%s::bigint[]))", [self]

    def filled(self, values: dict[str, Any]) -> Any:
        ids = list(values[self.name])
        return json.dumps(ids) if connection.vendor == "sqlite" else ids


class Kept(Generic[Row]):
    """One shape of a query, written."""

    def __init__(self, rows: QuerySet[Any, Row]) -> None:
        self._rows: Any = rows
        self.order = [str(field) for field in rows.query.order_by]
        self._compiler = rows.query.get_compiler(connection=connection)
        try:
            self._sql, self._holes = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, self._holes = "", ()

    def ask(self, **values: Any) -> list[Row]:
        """The rows, read now; none without asking if there can be none. Raises KeyError for a hole left open."""
        if not self._sql:
            return []
        filled = tuple(one.filled(values) if isinstance(one, Given) else one for one in self._holes)
        rows: Any = QuerySet(self._rows.model, self._answering(filled))
        for part in CARRIED:
            setattr(rows, part, getattr(self._rows, part))
        return list(rows)

    def first(self, **values: Any) -> Row | None:
        """The first row, if there is one. For queries that end in `[:1]`."""
        return next(iter(self.ask(**values)), None)

    def _answering(self, values: tuple[Any, ...]) -> Query:
        """The query, which gives these words when Django asks it to write itself."""
        query: Any = copy(self._rows.query)
        compiler: Any = copy(self._compiler)
        compiler.connection = connection
        compiler.as_sql = _always((self._sql, values))
        query.get_compiler = _always(compiler)
        return query


def kept(build: Callable[Shape, QuerySet[Any, Row]]) -> Callable[Shape, Kept[Row]]:
    """Keeps the queries that a function builds, a shape each."""

    @lru_cache(SHAPES)
    def of_shape(_vendor: str, *shape: Any, **named: Any) -> Kept[Row]:
        return Kept(build(*shape, **named))

    @wraps(build)
    def keeping(*shape: Shape.args, **named: Shape.kwargs) -> Kept[Row]:
        return of_shape(connection.vendor, *shape, **named)

    return keeping


def _always(answer: Any) -> Callable[..., Any]:
    def giving(*_asked: Any, **_named: Any) -> Any:
        return answer

    return giving
