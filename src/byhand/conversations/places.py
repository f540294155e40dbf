"""Places: the message or note in which something was found, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Left

from byhand.conversations.attachment import Attachment
from byhand.conversations.message import Message
from byhand.conversations.note import Note
from byhand.conversations.words import NOTE
from byhand.search.documents import row_of
from byhand.search.excerpts import READ, Piece, excerpt

_Pattern = re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Place:
    """The words around what was found; in a file if it has a name, among colleagues if it is a note."""

    words: tuple[Piece, ...] = ()
    file: tuple[Piece, ...] = ()
    is_note: bool = False


def places_of(keys: Iterable[int], pattern: _Pattern) -> dict[int, Place]:
    """What to show of each place. Two queries, one more for notes and one for files."""
    rows = {key: row_of(key) for key in keys}
    notes = {pk: key for key, (kind, pk) in rows.items() if kind == NOTE}
    messages = {pk: key for key, (kind, pk) in rows.items() if kind != NOTE}
    found = _in_messages(messages, pattern)
    for pk, text in _texts(Note, notes, "text"):
        found[notes[pk]] = Place(excerpt(text, pattern), is_note=True)
    return found


def _in_messages(messages: dict[int, int], pattern: _Pattern) -> dict[int, Place]:
    found = {
        messages[pk]: Place(excerpt(text, pattern)) for pk, text in _texts(Message, messages, "new_text")
    }
    elsewhere = [pk for pk, key in messages.items() if key in found and not found[key].words]
    for pk, name in _file_names(elsewhere) if pattern else ():
        words = excerpt(name, pattern)
        if words:
            found[messages[pk]] = Place(file=words)
    return found


def _texts(noun: type[Message] | type[Note], rows: dict[int, int], column: str) -> Iterable[tuple[int, str]]:
    if not rows:
        return []
    every = noun.objects.order_by().filter(pk__in=rows)
    return every.values_list("pk", Left(column, READ))


def _file_names(messages: list[int]) -> Iterable[tuple[int, str]]:
    if not messages:
        return []
    return Attachment.objects.filter(message__in=messages).values_list("message", "filename")
