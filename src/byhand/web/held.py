"""Held: an answer that met something its writer had not seen. What is new is shown; the writer decides."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft
from byhand.conversations.message import Message

# What is shown above the sheet; the rest stands in the thread.
MOST = 5


@dataclass(frozen=True, slots=True)
class Held:
    """Up to where the writer had read, what came since (oldest first), and the newest of it."""

    since: int
    new: list[Message]
    newest: int


def held_since(conversation: Conversation, draft: Draft) -> Held | None:
    """What keeps this draft back; None if it was taken back meanwhile and nothing is new any more."""
    new = list(conversation.messages.standing().filter(pk__gt=draft.seen_message).for_thread())
    if not new:
        return None
    return Held(draft.seen_message, new[-MOST:], max(one.pk for one in new))
