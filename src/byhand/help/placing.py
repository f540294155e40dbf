"""Placing: one row among others changes places with its neighbour."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction


def move(rows: models.QuerySet[Any], pk: int, by_places: int) -> None:
    """All rows are locked in one order: of two who move at once, the second moves what the first left."""
    with transaction.atomic():
        every = list(rows.select_for_update().order_by("place", "pk"))
        at = next((number for number, one in enumerate(every) if one.pk == pk), None)
        if at is None or not 0 <= at + by_places < len(every):
            return
        every[at], every[at + by_places] = every[at + by_places], every[at]
        for number, one in enumerate(every, start=1):
            one.place = number
        rows.bulk_update(every, ["place"])
