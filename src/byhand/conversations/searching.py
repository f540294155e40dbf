"""Searching: conversations that hold these words, newest first."""

from __future__ import annotations

from django.db.models import Q

from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.conversations.message import Message
from byhand.people.person import Person
from byhand.search.fulltext import FullText
from byhand.team.user import User

MESSAGE_WORDS = FullText("conversations_message", ("subject", "new_text"))


def conversations_with(words: str, *, user: User) -> ConversationQuerySet:
    """Visible conversations in which a message says all of the words, or with a person so named."""
    matching = MESSAGE_WORDS.matching(words)
    if matching is None:
        return Conversation.objects.none()
    said = Message.objects.filter(pk__in=matching).values("conversation")
    named = Person.objects.matching(words).values("pk")
    found = Conversation.objects.visible_to(user).filter(Q(pk__in=said) | Q(person__in=named))
    return found.order_by("-last_at", "-pk")
