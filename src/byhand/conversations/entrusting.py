"""Entrusting: no private conversation may be seen by nobody; one whose confidants have left goes to the owners."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import ngettext

from byhand.conversations.confidant import Confidant
from byhand.conversations.conversation import Conversation, ConversationInbox, ConversationQuerySet
from byhand.conversations.event import Event
from byhand.team.user import User

PER_RUN = 100


def colleagues_of(conversation: Conversation) -> list[User]:
    """Colleagues at work who belong to one of its inboxes: whom one may name."""
    here = ConversationInbox.objects.filter(conversation=conversation)
    if here.filter(inbox__is_team_wide=True).exists():
        return list(User.objects.at_work())
    return list(User.objects.at_work().filter(inboxes__in=here.values("inbox")).distinct())


def entrust_due() -> str:
    """The chore: names the owners on private conversations that nobody who could answer sees. Says how many."""
    done = sum(_entrust(one) for one in _seen_by_nobody()[:PER_RUN])
    return (
        ngettext(
            "%(n)s private conversation went to the owners.", "%(n)s private conversations went to the owners.", done
        ) % {"n": done} if done else ""
    )  # fmt: skip


def _seen_by_nobody() -> ConversationQuerySet:
    answering = User.objects.answering()
    here = ConversationInbox.objects.filter(conversation=OuterRef("conversation"))
    named = Confidant.objects.filter(conversation=OuterRef("pk"), colleague__in=answering).filter(
        Exists(here.filter(Q(inbox__is_team_wide=True) | Q(inbox__members=OuterRef("colleague"))))
    )
    has = ConversationInbox.objects.filter(conversation=OuterRef("pk")).filter(
        Q(inbox__is_team_wide=True) | Q(inbox__members=F("conversation__assigned_to")),
        conversation__assigned_to__in=answering,
    )
    owners = Confidant.objects.filter(
        conversation=OuterRef("pk"), colleague__in=answering.filter(role=User.Role.OWNER)
    )
    private = Conversation.objects.filter(private_at__isnull=False)
    return private.filter(~Exists(named), ~Exists(has), ~Exists(owners))


@transaction.atomic
def _entrust(conversation: Conversation) -> int:
    """Someone may have opened or shared it meanwhile: it is locked and asked again."""
    if not _seen_by_nobody().select_for_update().filter(pk=conversation.pk).exists():
        return 0
    owners = list(User.objects.answering().filter(role=User.Role.OWNER))
    Confidant.objects.bulk_create(
        (Confidant(conversation=conversation, colleague=one) for one in owners), ignore_conflicts=True
    )
    words = ", ".join(one.name for one in owners)
    Event.objects.create(conversation=conversation, kind=Event.Kind.PRIVATE, words=words)
    return 1
