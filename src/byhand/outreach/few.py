"""Few: whether an audience is surely so small that all of it is looked at while somebody waits for a page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from byhand.outreach.audience import Audience
from byhand.people.person import Person

# So many people are looked at in about a tenth of a second of the processor on SQLite, however they were chosen, and in
# about twice that on PostgreSQL, most of which is one and the same for a few (`bin/bench outreach`); of more a chore
# tells (`forecasting.py`).
FEW = 3_000


def are_few(audience: Audience) -> bool:
    """Told by an index, of which no more is read than that: one query, and one a rule where the house knows more
    people than that. Raises NoAudience."""
    bounds = (one.entries() for one in audience.parts())
    return _at_most(Person.objects.all()) or any(_at_most(one) for one in bounds if one is not None)


def _at_most(rows: QuerySet[Any]) -> bool:
    return rows.order_by()[: FEW + 1].count() <= FEW
