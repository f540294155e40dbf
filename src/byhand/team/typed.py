"""The border to Django's types: what it makes while it runs, said so that a type checker knows it.

Three idioms, the same in every room:
- `objects = objects_of(PromiseQuerySet)`: the manager of the rows, with the verbs of their queryset;
- what Django adds to a class (`author_id`, the reverse name of a foreign key, `get_stage_display`) is annotated in
  its body, a reverse name as the queryset of its rows;
- `this_row(self)`: the row of an instance, in the abstract models that do not know which noun they belong to.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.db import models

Rows = TypeVar("Rows", bound=models.QuerySet[Any])
Row = TypeVar("Row", bound=models.Model)


def objects_of(queryset: type[Rows], *, manager: type[models.Manager[Any]] = models.Manager) -> Rows:
    """The manager that has the verbs of this queryset, typed as the queryset itself."""
    return cast("Rows", manager.from_queryset(queryset)())


def this_row(one: Row) -> models.QuerySet[Row]:
    """The stored row of an instance, to be locked or changed by conditional update."""
    return type(one)._default_manager.filter(pk=one.pk)
