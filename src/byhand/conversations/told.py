"""Told: rows that stand in a conversation. Whoever looks at it hears when one is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from byhand.live import bus

Row = TypeVar("Row", bound=models.Model)


class ToldQuerySet(models.QuerySet[Row]):
    """Messages, notes and events: nearly every change of a conversation writes one, so here it is told, once."""

    def create(self, **fields: Any) -> Row:
        row = super().create(**fields)
        bus.conversations_changed([_conversation_of(row)])
        return row

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        rows = super().bulk_create(objs, *args, **options)
        bus.conversations_changed(map(_conversation_of, rows))
        return rows


def _conversation_of(row: Any) -> int:
    return row.conversation_id
