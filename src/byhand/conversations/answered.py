"""Answered: which message a letter answers, so that no id of a letter reaches somebody who never had it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from byhand.channels.envelope import Recipient
from byhand.people.address import Address, normal_email

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation

# How many ids a References field carries: the first (the thread's root) and the newest (RFC 5322 3.6.4).
MOST_REFERENCES = 20
# Whoever had none of the newest gets a letter that begins a thread of its own with them.
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Answered:
    """The id a letter answers, and the chain of ids before it; both empty where it answers nothing they know."""

    in_reply_to: str = ""
    references: tuple[str, ...] = ()


def answered_by(to: Iterable[Recipient], cc: Iterable[Recipient], conversation: Conversation) -> Answered:
    """The newest message that one of those who see each other wrote or got.

    One that was taken back never left. An id says who wrote it and where: who got a copy unseen, and what was said
    beside them, would show in the headers of everybody's letter.
    """
    reading = _every_address_of(normal_email(one.address) for one in (*to, *cc))
    said = conversation.messages.standing().order_by("-said_at", "-pk")
    rows = said.values_list("message_id", "references", "writer__value", "to", "cc", "dispatch__bcc")
    for message_id, references, writer, *lines in rows[:LOOKED_AT]:
        had = {normal_email(one.get("address", "")) for line in lines for one in line or ()}
        if not reading.isdisjoint(had | {writer}):
            return Answered(message_id, _chain([*references, message_id]))
    return Answered()


def _every_address_of(values: Iterable[str]) -> set[str]:
    """A letter to another address of theirs goes to the same person."""
    named = set(values)
    people = Address.objects.filter(kind=Address.Kind.EMAIL, value__in=named).values("person")
    return named | set(Address.objects.filter(person__in=people).values_list("value", flat=True))


def _chain(ids: list[str]) -> tuple[str, ...]:
    return tuple(ids if len(ids) <= MOST_REFERENCES else [ids[0], *ids[1 - MOST_REFERENCES :]])
