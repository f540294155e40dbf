"""Paging by key: what comes after a row, found by the index however deep one reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from byhand.team.kept import Kept

Row = TypeVar("Row", bound=Model)
BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Some rows, and the key after which the next ones stand; empty if these are the last."""

    rows: list[Row]
    after: str


def slice_of(rows: QuerySet[Row], *, after: str = "", size: int) -> Slice[Row]:
    """The rows after that key, in the order of the queryset, whose last field must be unique.

    A key that is none begins at the top.
    """
    fields = [str(field) for field in rows.query.order_by]
    return _cut(list(_beyond(rows, fields, after)[: size + 1]), fields, size)


def top_of(rows: Kept[Row], *, size: int, **values: object) -> Slice[Row]:
    """The same for the top of a kept queryset, which must end one row later than the slice."""
    return _cut(rows.ask(**values), rows.order, size)


def _cut(found: list[Row], fields: list[str], size: int) -> Slice[Row]:
    more = len(found) > size
    return Slice(found[:size], _key(found[size - 1], fields) if more else "")


def _beyond(rows: QuerySet[Row], fields: list[str], after: str) -> QuerySet[Row]:
    values = _values(rows.model, fields, after)
    if values is None:
        return rows
    beyond, same = Q(), Q()
    for field, value in zip(fields, values, strict=True):
        name, side = field.lstrip("-"), "lt" if field.startswith("-") else "gt"
        beyond |= same & Q(**{f"{name}__{side}": value})
        same &= Q(**{name: value})
    # The first field alone, too: databases find their place in the index by it.
    first, side = fields[0].lstrip("-"), "lte" if fields[0].startswith("-") else "gte"
    return rows.filter(Q(**{f"{first}__{side}": values[0]}) & beyond)


def _key(row: Model, fields: list[str]) -> str:
    return BETWEEN.join(_written(getattr(row, field.lstrip("-"))) for field in fields)


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _values(model: type[Model], fields: list[str], after: str) -> list[Any] | None:
    parts = after.split(BETWEEN)
    if len(parts) != len(fields):
        return None
    try:
        return [_column(model, field).to_python(part) for field, part in zip(fields, parts, strict=True)]
    except (ValidationError, ValueError, OverflowError):
        return None


def _column(model: type[Model], field: str) -> Any:
    name = field.lstrip("-")
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
