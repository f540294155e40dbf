"""What a draft forwards, as its sheet shows it."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft, DraftFile
from byhand.people.person import Person


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Which message, its words as they will stand in the letter, its files, and where it comes from."""

    message: int
    quote: str
    files: list[DraftFile]
    conversation: Conversation
    person: Person | None


def forwarded_of(draft: Draft | None) -> Forwarded | None:
    """None for a draft that forwards nothing; then nothing is asked."""
    message = draft.forwards if draft and draft.forwards_id else None
    if draft is None or message is None:
        return None
    source = message.conversation
    return Forwarded(message.pk, draft.quote(), draft.of_the_forwarded(), source, source.person)
