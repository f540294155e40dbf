"""Knowing: which people a colleague may see, which follows from the conversations they may see."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from byhand.channels.inbox import Inbox
from byhand.conversations.conversation import Conversation, ConversationInbox, Participant
from byhand.people.person import Person, PersonQuerySet
from byhand.team.user import User


def people_visible_to(user: User) -> PersonQuerySet:
    """Those in a conversation the colleague may see, and those who are in none."""
    sight = Inbox.objects.sight_of(user)
    if not sight.some_are_hidden:
        return Person.objects.all()
    here = ConversationInbox.objects.filter(inbox__in=sight.inboxes)
    theirs = Conversation.objects.filter(person=OuterRef("pk"))
    taking_part = Participant.objects.filter(address__person=OuterRef("pk"))
    visible = Exists(here.filter(conversation__person=OuterRef("pk"))) | Exists(
        here.filter(conversation__participants__address__person=OuterRef("pk"))
    )
    return Person.objects.filter(visible | (~Exists(theirs) & ~Exists(taking_part) & Q()))
