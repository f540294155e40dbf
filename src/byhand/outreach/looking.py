"""Looking: through whose eyes an audience is seen, and when.

A rule reads what the looking colleague may read, and nothing else: a conversation that is hidden from them counts as if
it were not there. So no figure tells of it, not even by being one more or one less.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.conversations.knowing import people_in_sight
from byhand.people.person import PersonQuerySet
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Looking:
    """One sight at one moment."""

    sight: Sight
    now: datetime
    at_few: bool = False  # people: then each is asked about, and no set of all is read

    @classmethod
    def of(cls, user: User, now: datetime | None = None) -> Looking:
        return cls(Inbox.objects.sight_of(user), now or timezone.now())

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def sees_all(self) -> bool:
        return not (self.sight.some_are_hidden or self.sight.private_to)

    def people(self) -> PersonQuerySet:
        """Everybody they may know of."""
        return people_in_sight(self.sight).order_by()

    def conversations(self) -> ConversationQuerySet:
        """What they may read, without what is not for us and what went into another."""
        seen = Conversation.objects.in_sight(self.sight).order_by()
        return seen.filter(folded_at__isnull=True, merged_into__isnull=True)

    def narrowed(self, path: str) -> dict[str, ConversationQuerySet]:
        """For `rows.filter(**looking.narrowed("conversation"))`: of what they may read; nothing where all is seen."""
        return {} if self.sees_all() else {f"{path}__in": Conversation.objects.in_sight(self.sight)}
