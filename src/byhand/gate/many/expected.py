"""Expected: who would be written to, of a whole audience, as it is told now. For figures and nothing else.

Consents and wishes are told in one row an address (`people/standing.py`), budgets in one a person (`gate/room.py`), so
that it is a join of what stands in sets. Who leaves is asked of the evidence, one by one (`leaving_out.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from byhand.gate.budget import having_room
from byhand.people.address import Address
from byhand.people.consent import Channel
from byhand.people.many import among
from byhand.people.person import PersonQuerySet
from byhand.people.standing import Standing
from byhand.people.topic import Topic


def expected(
    people: PersonQuerySet, topic: Topic | int, at: datetime, *, some: Collection[int] | None = None
) -> PersonQuerySet:
    """Those who agreed and have an address that works and room then; of `some` alone, by id, if they are told. With
    `step`."""
    agreed = Standing.objects.order_by().about(topic, Channel.EMAIL)
    if some is not None:
        agreed, people = agreed.filter(person__in=among(some)), people.filter(pk__in=among(some))
    working = agreed.filter(address__kind=Address.Kind.EMAIL, address__failing_since__isnull=True)
    written = people.filter(
        pk__in=working.values("person"), merged_into__isnull=True, blocked_at__isnull=True
    )
    return having_room(written, at)
