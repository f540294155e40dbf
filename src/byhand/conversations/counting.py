"""Counting: how many stand in each list, as far as anybody wants to know. One query, never past the cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from byhand.channels.arrival import Arrival
from byhand.channels.inbox import Sight
from byhand.conversations.conversation import Conversation
from byhand.conversations.fact import Fact
from byhand.conversations.gathering import Gathered
from byhand.conversations.saved_view import SavedView
from byhand.team.kept import Given, kept
from byhand.team.user import User

CAP = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait, each at most CAP."""

    waiting: int = 0
    theirs: int = 0
    later: int = 0
    not_for_us: int = 0
    needs_a_look: int = 0
    mentions: int = 0
    facts_to_check: int = 0
    views: str = ""  # the saved views, a line each: its id, a tab, its name


class _Capped(Subquery):
    """How many rows, stopping at the cap: a list of a million costs no more than one of a thousand."""

    empty_result_set_value = 0
    template = "(SELECT COUNT(*) FROM (%(subquery)s) _rows)"

    def __init__(self, rows: QuerySet[Any], cap: int) -> None:
        super().__init__(rows.order_by().values("pk")[:cap], output_field=IntegerField())


def counts(sight: Sight, me: User) -> Counts:
    """The lists of what a colleague may see, the facts they keep that are to be checked, and their saved views."""
    return Counts(*_figures(sight, CAP).first(me=me.pk, today=timezone.localdate()) or ())


@kept
def _figures(sight: Sight, cap: int) -> QuerySet[User, tuple[Any, ...]]:
    seen = Conversation.objects.in_sight(sight)
    looks = Arrival.objects.needing_a_look()
    if sight.some_are_hidden:
        looks = looks.filter(inbox__in=sight.inboxes)
    lists = (
        seen.waiting(),
        seen.theirs(),
        seen.later(),
        seen.not_for_us(),
        looks,
        seen.mentioning(Given("me")),
        Fact.objects.living().filter(keeper=Given("me"), check_again_on__lte=Given("today", DateField())),
    )
    # Hung on any one row, since Django writes no SELECT without a table.
    figures = (_Capped(rows, cap) for rows in lists)
    return User.objects.order_by().values_list(*figures, Gathered(_views(), "line"))[:1]


def _views() -> QuerySet[SavedView]:
    """They ride along, since every list shows them beside its figures."""
    line = Concat(Cast("pk", CharField()), Value("\t"), "name", output_field=CharField())
    return SavedView.objects.visible_to(Given("me")).annotate(line=line)
