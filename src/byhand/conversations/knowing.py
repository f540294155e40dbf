"""Knowing: which people a colleague may see, which follows from the conversations they may see; and what is noted.

What a message said is seen by whoever may read that message; what a colleague noted, by whoever sees the person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.conversation import Conversation, ConversationQuerySet, Participant
from byhand.people.memory import Memory, MemoryQuerySet
from byhand.people.occasion import Occasion, OccasionQuerySet
from byhand.people.person import Person, PersonQuerySet
from byhand.people.tie import TieEnd, TieEndQuerySet
from byhand.team.kept import Given
from byhand.team.user import User


def people_visible_to(user: User) -> PersonQuerySet:
    """Those in a conversation the colleague may see, and those who are in none; merged ones are one."""
    return people_in_sight(Inbox.objects.sight_of(user))


def people_in_sight(sight: Sight) -> PersonQuerySet:
    """The same for whoever has that sight."""
    if not (sight.some_are_hidden or sight.private_to):
        return Person.objects.standing()
    seen = Conversation.objects.in_sight(sight)
    theirs = Conversation.objects.filter(person=OuterRef("pk"))
    taking_part = Participant.objects.filter(address__person=OuterRef("pk"))
    visible = Exists(seen.filter(person=OuterRef("pk"))) | Exists(
        seen.filter(participants__address__person=OuterRef("pk"))
    )
    return Person.objects.standing().filter(visible | (~Exists(theirs) & ~Exists(taking_part) & Q()))


def last_spoken(people: Iterable[Person], sight: Sight) -> dict[int, datetime]:
    """When something was last said with each of them, as far as that sight goes. One query."""
    theirs = Conversation.objects.in_sight(sight).filter(
        person__in=[one.pk for one in people], folded_at__isnull=True
    )
    return dict(theirs.order_by().values_list("person").annotate(last=Max("last_at")))


def memories_in_sight(sight: Sight, me: int | Given) -> MemoryQuerySet:
    """What is remembered of people whom that sight holds, a colleague's own private ones among it."""
    known = Memory.objects.kept().for_eyes_of(me)
    return known.filter(_noted_in(sight)) if sight.some_are_hidden or sight.private_to else known


def occasions_in_sight(sight: Sight) -> OccasionQuerySet:
    """Dates that matter to people whom that sight holds."""
    known = Occasion.objects.standing()
    return known.filter(_noted_in(sight)) if sight.some_are_hidden or sight.private_to else known


def ties_in_sight(sight: Sight, person: int | Given) -> TieEndQuerySet:
    """Whom that person knows, by name or among people whom the sight holds."""
    beyond = TieEnd.objects.beyond(person)
    if not (sight.some_are_hidden or sight.private_to):
        return beyond
    return beyond.filter(Q(person__isnull=True) | _whom(sight))


def among(rows: ConversationQuerySet, path: str = "conversation") -> Q:
    """Whose conversation is one of these, each looked up for its row: SQLite would make a list of all of them first."""
    return Q(Exists(rows.filter(pk=OuterRef(path))))


def _noted_in(sight: Sight) -> Q:
    readable = among(Conversation.objects.in_sight(sight), "message__conversation")
    return _whom(sight) & (Q(message__isnull=True) | readable)


def _whom(sight: Sight) -> Q:
    """Of whom that sight holds, each looked up for its row."""
    return Q(Exists(people_in_sight(sight).filter(pk=OuterRef("person"))))
