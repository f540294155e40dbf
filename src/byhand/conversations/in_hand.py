"""In hand: what each colleague has now, so that work can be shared. No ranking and no history (law 6)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from byhand.conversations.conversation import ConversationQuerySet, Place
from byhand.team.user import User

OPEN = (Place.WAITING, Place.THEIRS, Place.LATER)
MOST = 1000


@dataclass(frozen=True, slots=True)
class InHand:
    """One colleague, and how many conversations of theirs stand where."""

    colleague: User
    waiting: int
    theirs: int
    later: int


def in_hand(seen: ConversationQuerySet) -> list[InHand]:
    """Every colleague who may answer, by name, with what they have of the conversations seen."""
    rows = seen.order_by().filter(assigned_to__isnull=False, place__in=OPEN)
    told = rows.values_list("assigned_to", "place").annotate(number=Count("pk"))
    numbers = Counter({(colleague, place): number for colleague, place, number in told})
    return [
        InHand(one, *(numbers[one.pk, place] for place in OPEN))
        for one in User.objects.answering().order_by("name", "pk")
    ]


def in_nobodys_hand(seen: ConversationQuerySet) -> int:
    """How many wait and are nobody's, at most MOST."""
    return seen.order_by().filter(assigned_to__isnull=True, place=Place.WAITING)[:MOST].count()
