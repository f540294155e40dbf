"""Asking: for whom a day is looked at, and what every rule may look at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import DateTimeField, Q, QuerySet
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.team.kept import Given, Kept, Several, kept
from byhand.team.user import User

# Of each rule so many candidates are read, whatever the size of the house.
CANDIDATES = 40
Row = TypeVar("Row")


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
        return (self.me.pk, *_away().ask(me=self.me.pk, now=self.now))

    def ask(self, question: Kept[Row], **more: Any) -> list[Row]:
        """What a kept query gives, its holes filled for this colleague. One query."""
        mine = {"me": self.me.pk, "aside": self.aside, "for_whom": self.for_whom, "today": self.today}
        return question.ask(**mine | more)


@kept
def _away() -> QuerySet[User, int]:
    here = Q(is_active=True, sessions__expire_date__gt=Given("now", DateTimeField()))
    away = User.objects.exclude(pk__in=User.objects.filter(here).values("pk"))
    return away.exclude(pk=Given("me")).order_by("pk").values_list("pk", flat=True)


def seen(sight: Sight) -> ConversationQuerySet:
    """Conversations in sight, with a person who is not set aside."""
    rows = Conversation.objects.in_sight(sight).filter(folded_at__isnull=True, person__isnull=False)
    return rows.exclude(person__in=Several("aside"))


def mine(sight: Sight) -> ConversationQuerySet:
    """Those of them that are mine, nobody's, or of somebody who is away."""
    return seen(sight).filter(Q(assigned_to__isnull=True) | Q(assigned_to__in=Several("for_whom")))
