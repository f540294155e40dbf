"""Asking: for whom a day is looked at, and what every rule may look at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.team.user import User

# Of each rule so many candidates are read, whatever the size of the house.
CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Unanswered:
    """In which we said nothing yet; when the person spoke last before it, and whether we ever wrote to them."""

    conversation: Conversation
    before: datetime | None
    greeted: bool


@dataclass
class Asking:
    """`aside` are people this colleague does not want to see today, by id.

    `unanswered` is what two rules look at and the first of them reads.
    """

    me: User
    sight: Sight
    aside: Collection[int] = ()
    unanswered: list[Unanswered] | None = field(default=None, repr=False)

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def today(self) -> date:
        """By the clock of whoever looks."""
        return timezone.localdate()

    @cached_property
    def for_whom(self) -> tuple[int, ...]:
        """Me, and colleagues who have left or are signed in nowhere: what is theirs falls to who is here. One query."""
        here = Q(is_active=True, sessions__expire_date__gt=self.now)
        away = User.objects.exclude(pk__in=User.objects.filter(here).values("pk"))
        return (self.me.pk, *away.exclude(pk=self.me.pk).order_by("pk").values_list("pk", flat=True))

    def seen(self) -> ConversationQuerySet:
        """Conversations in sight, with a person who is not set aside."""
        rows = Conversation.objects.in_sight(self.sight).filter(folded_at__isnull=True, person__isnull=False)
        return rows.exclude(person__in=list(self.aside)) if self.aside else rows

    def mine(self) -> ConversationQuerySet:
        """Those of them that are mine, nobody's, or of somebody who is away."""
        return self.seen().filter(Q(assigned_to__isnull=True) | Q(assigned_to__in=self.for_whom))
