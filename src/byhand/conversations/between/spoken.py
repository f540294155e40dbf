"""Spoken: which of us have said something in a conversation, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from byhand.conversations.between.letter import addressed, is_to_many


@dataclass(frozen=True, slots=True)
class Spoken:
    """By conversation every word of ours with a colleague's name: who, when, which message."""

    words: dict[int, list[tuple[int, datetime, int]]]

    def before(self, conversation: int, at: datetime) -> tuple[int, ...]:
        """Who of us had spoken there before."""
        said = self.words.get(conversation, ())
        return tuple(sorted({colleague for colleague, when, _pk in said if when < at}))

    def first(self, conversation: int, colleague: int, *, besides: set[int]) -> datetime | None:
        """A colleague's first word there, without those messages."""
        said = self.words.get(conversation, ())
        return min((when for who, when, pk in said if who == colleague and pk not in besides), default=None)


def words_of_ours(conversations: Collection[int]) -> Spoken:
    """One query."""
    words: defaultdict[int, list[tuple[int, datetime, int]]] = defaultdict(list)
    said = messages().standing().filter(conversation__in=conversations, automatic="", colleague__isnull=False)
    rows = said.order_by().values_list("conversation", "colleague", "said_at", "pk")
    for conversation, colleague, at, pk in rows:
        words[conversation].append((colleague, at, pk))
    return Spoken(dict(words))


def letters_since(
    conversation: int, since: datetime, until: datetime | None
) -> list[tuple[int, int, datetime, int]]:
    """What people wrote there after the one moment, and not after the other: which, who, when, to how many."""
    theirs = messages().filter(
        conversation=conversation, origin="came", automatic="", writer__isnull=False, said_at__gt=since
    )
    if until is not None:
        theirs = theirs.filter(said_at__lte=until)
    rows = theirs.order_by().values_list("pk", "writer__person", "said_at", "to", "cc")
    named = [(pk, person, at, addressed(to, cc)) for pk, person, at, to, cc in rows]
    return [(pk, person, at, len(values)) for pk, person, at, values in named if not is_to_many(values)]


def messages() -> Any:
    """Asked for by name: the verbs of a conversation call this, and messages hang on conversations."""
    return apps.get_model("conversations", "message").objects
