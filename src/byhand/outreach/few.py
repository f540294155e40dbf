"""Few: whether an audience is surely so small that all of it is looked at while somebody waits for a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from byhand.outreach.audience import Audience
from byhand.outreach.looking import Looking
from byhand.people.many import among
from byhand.people.person import Person, PersonQuerySet

# So many people are looked at in about a tenth of a second of the processor on SQLite, however they were chosen, and in
# about twice that on PostgreSQL, most of which is one and the same for a few (`bin/bench outreach`); of more a chore
# tells (`forecasting.py`).
FEW = 3_000


def are_few(audience: Audience) -> bool:
    """Told by an index, of which no more is read than that: one query, and one a rule where the house knows more
    people than that. Raises NoAudience."""
    bounds = (one.entries() for one in audience.parts())
    return _at_most(Person.objects.all()) or any(_at_most(one) for one in bounds if one is not None)


def among_few(audience: Audience, now: datetime) -> PersonQuerySet:
    """The people of an audience, to be asked one by one: where a rule of it holds of few, nobody else is looked at.
    One query a rule that can tell. Raises NoAudience."""
    people, looking = audience.people(now), Looking.of(audience.said_by, now)
    for one in audience.parts():
        if (entries := one.entries()) is not None and _at_most(entries):
            rows = one.rows(looking)
            return people.filter(
                pk__in=among(list(rows.query.order_by().values_list(rows.person, flat=True)))
            )
    return people


def _at_most(rows: QuerySet[Any]) -> bool:
    return rows.order_by()[: FEW + 1].count() <= FEW
