"""Here now: conversations with somebody whose page is open at this moment stand first among those who wait for us."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.chat.visitor import Visitor
from byhand.conversations.conversation import Conversation, Participant, Place
from byhand.conversations.listing import Urgency
from byhand.conversations.promise import Promise
from byhand.live import bus
from byhand.people.address import Address

# Who told us off stays where that puts them.
MOVED = (Urgency.PROMISE_DUE, Urgency.ORDINARY)
STANDING = (Place.WAITING, Place.THEIRS)


def come(visitors: Collection[int]) -> None:
    """Their pages are open."""
    new = set(Visitor.objects.gone().filter(pk__in=visitors).values_list("pk", flat=True))
    Visitor.objects.note_here(visitors)
    if new:
        put_first_whoever_is_here()


def leave(visitors: Collection[int]) -> None:
    """Their last pages were closed."""
    Visitor.objects.note_gone(visitors)
    put_first_whoever_is_here()


def who_is_here_due() -> str:
    """The chore: a conversation that began since they came, and pages that fell silent without a goodbye."""
    moved = put_first_whoever_is_here()
    said = ngettext("%(n)s visitor came or left.", "%(n)s visitors came or left.", moved) % {"n": moved}
    return said if moved else ""


def put_first_whoever_is_here() -> int:
    """Gives how many conversations moved; whoever looks at one hears of it."""
    here = _with(Visitor.objects.here().addresses())
    came = Conversation.objects.filter(place__in=STANDING, urgency__in=MOVED, pk__in=here)
    arrived = list(came.values_list("pk", flat=True))
    Conversation.objects.filter(pk__in=arrived, urgency__in=MOVED).update(urgency=Urgency.HERE_NOW)
    first = Conversation.objects.filter(place__in=Place.values, urgency=Urgency.HERE_NOW)
    left = list(first.exclude(pk__in=here).values_list("pk", flat=True))
    _put_back(left)
    bus.conversations_changed([*arrived, *left])
    return len(arrived) + len(left)


def conversations_with(visitors: Collection[int]) -> list[int]:
    """The ids of all conversations with these visitors."""
    return list(_with(Visitor.objects.filter(pk__in=visitors).addresses()))


def _with(addresses: QuerySet[Visitor, str]) -> QuerySet[Participant, int]:
    theirs = Address.objects.filter(kind=Address.Kind.VISITOR, value__in=addresses)
    return Participant.objects.filter(address__in=theirs).values_list("conversation", flat=True)


def _put_back(conversations: Collection[int]) -> None:
    """A promise of ours that is due still puts its conversation before the longest wait."""
    rows = Conversation.objects.filter(pk__in=conversations, urgency=Urgency.HERE_NOW)
    due = Promise.objects.due(timezone.localdate()).filter(
        side=Promise.Side.OURS, conversation=OuterRef("pk")
    )
    rows.filter(Exists(due)).update(urgency=Urgency.PROMISE_DUE)
    rows.update(urgency=Urgency.ORDINARY)
