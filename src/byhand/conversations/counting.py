"""Counting: how many stand in each list, as far as anybody wants to know. One query, never past the cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, QuerySet, Subquery

from byhand.channels.arrival import Arrival
from byhand.channels.inbox import Inbox
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.conversation import ConversationQuerySet

CAP = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait, each at most CAP."""

    waiting: int = 0
    theirs: int = 0
    later: int = 0
    not_for_us: int = 0
    needs_a_look: int = 0


class _Capped(Subquery):
    """How many rows, stopping at the cap: a list of a million costs no more than one of a thousand."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _rows)"

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk")[:CAP], output_field=IntegerField())


def counts(seen: ConversationQuerySet, *, user: User) -> Counts:
    """The lists of what this colleague may see."""
    looks = Arrival.objects.needing_a_look().filter(inbox__in=Inbox.objects.visible_to(user).values("pk"))
    row = User.objects.filter(pk=user.pk).values_list(
        _Capped(seen.waiting()), _Capped(seen.theirs()), _Capped(seen.later()), _Capped(seen.not_for_us()),
        _Capped(looks),
    )  # fmt: skip
    return Counts(*row.get())
