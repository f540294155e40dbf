"""Noting: messages that were just written are counted, in the transaction that wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from byhand.conversations.between.counting import count
from byhand.conversations.between.letter import Letter, Place, addressed, is_to_many, place_of
from byhand.conversations.between.spoken import Spoken, letters_since, words_of_ours
from byhand.people.address import Address

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.message import Message


@dataclass(frozen=True, slots=True)
class Stand:
    """A conversation as it stands with the new messages, and in which inboxes it is seen."""

    conversation: Conversation
    inboxes: frozenset[int]

    @property
    def place(self) -> Place:
        return place_of(self.conversation.pk, self.inboxes, private=self.conversation.is_private())

    def goes_on_after(self, at: datetime) -> bool:
        return at < self.conversation.last_at


def note_between(
    messages: Iterable[Message], addresses: Mapping[str, Address], stands: Iterable[Stand]
) -> None:
    """Counts them; `addresses` are those of everyone they name, by normal value. Automatic mail counts nothing.

    Three queries and two that write; two more where words come late or several of us have spoken.
    """
    new = [one for one in messages if not one.automatic]
    if not new:
        return
    at = {one.conversation.pk: one for one in stands}
    spoken = _spoken(new, at)
    letters = [letter for one in new for letter in _letters(one, addresses, at[one.conversation_id], spoken)]
    count([*letters, *_heard_by_late_words(new, spoken, at)])


def _letters(
    message: Message, addresses: Mapping[str, Address], stand: Stand, spoken: Spoken
) -> list[Letter]:
    bcc = message.dispatch.bcc if message.dispatch_id and message.dispatch else ()
    values = addressed(message.to, message.cc, bcc)
    if is_to_many(values):
        return []
    if not message.is_ours():
        if message.writer is None:
            return []
        heard = spoken.before(message.conversation_id, message.said_at)
        return [Letter(message.writer.person_id, stand.place, message.said_at, len(values), False, heard)]
    ours = (message.colleague_id,) if message.colleague_id else ()
    people = {addresses[value].person_id for value in values if value in addresses}
    return [
        Letter(person, stand.place, message.said_at, len(values), True, ours) for person in sorted(people)
    ]


def _spoken(new: Collection[Message], at: Mapping[int, Stand]) -> Spoken:
    """Since when which of us have spoken where they write, or where a word comes late; asked only there."""
    asked = {
        one.conversation_id for one in new
        if (at[one.conversation_id].goes_on_after(one.said_at) if one.is_ours()
            else at[one.conversation_id].conversation.message_count > 1)
    }  # fmt: skip
    return words_of_ours(asked) if asked else Spoken({})


def _heard_by_late_words(new: Collection[Message], spoken: Spoken, at: Mapping[int, Stand]) -> list[Letter]:
    """A word of ours from earlier was read late: what they wrote after it was written to that colleague, too."""
    mine: defaultdict[tuple[int, int], list[datetime]] = defaultdict(list)
    for one in new:
        if one.is_ours() and one.colleague_id and at[one.conversation_id].goes_on_after(one.said_at):
            mine[one.conversation_id, one.colleague_id].append(one.said_at)
    fresh = {one.pk for one in new}
    found: list[Letter] = []
    for (conversation, colleague), moments in mine.items():
        before = spoken.first(conversation, colleague, besides=fresh)
        if before is None or min(moments) < before:
            found += _missed(at[conversation], colleague, min(moments), before, fresh)
    return found


def _missed(
    stand: Stand, colleague: int, since: datetime, until: datetime | None, fresh: set[int]
) -> list[Letter]:
    return [
        Letter(person, stand.place, at, recipients, False, (colleague,), for_house=False)
        for pk, person, at, recipients in letters_since(stand.conversation.pk, since, until)
        if pk not in fresh
    ]
