"""Counting: what will be gone, before somebody is erased, and where others still speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from byhand.conversations.attachment import Attachment
from byhand.conversations.erasing.theirs import Theirs
from byhand.conversations.message import Message
from byhand.conversations.note import Note
from byhand.conversations.promise import Promise
from byhand.conversations.words import NOTE, SAID
from byhand.gate.erasing import letters_to
from byhand.people.memory import Memory
from byhand.people.person import Person
from byhand.search.documents import row_of
from byhand.search.terms import Term, phrase

MOST = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """`shared` are conversations in which others stay; `elsewhere` places where others name them (at most a hundred).

    `copies`: backups that lie in the house's own folder and still hold them.
    """

    addresses: int
    conversations: int
    shared: int
    messages: int
    letters: int
    notes: int
    promises: int
    files: int
    memories: int
    elsewhere: int
    copies: int


def count(person: Person) -> Counted:
    """A dozen queries."""
    theirs = Theirs.of(person)
    messages = theirs.messages()
    return Counted(
        addresses=len(theirs.values), conversations=len(theirs.alone), shared=len(theirs.shared),
        messages=len(messages), letters=len(letters_to(theirs.values)),
        notes=Note.objects.filter(conversation__in=theirs.alone).count(),
        promises=Promise.objects.filter(conversation__in=theirs.alone).count(),
        files=Attachment.objects.filter(message__in=messages, inline=False).count(),
        memories=Memory.objects.filter(person__in=theirs.people).count(), elsewhere=_named_elsewhere(theirs),
        copies=len(list((Path(settings.DATA_FOLDER) / "backups").glob("*.tar"))),
    )  # fmt: skip


def _named_elsewhere(theirs: Theirs) -> int:
    """Messages and notes that name them by an address or a whole name, where they take no part."""
    marks = [*theirs.values, *(one for one in theirs.names if " " in one)]
    ways = tuple(one for mark in marks[:10] if (one := phrase(mark)))
    if not ways:
        return 0
    found = [row_of(key) for key in next(SAID.walk((Term(ways),)), [])[:MOST]]
    here = theirs.alone | theirs.shared
    notes = Note.objects.filter(pk__in=[pk for kind, pk in found if kind == NOTE]).exclude(
        conversation__in=here
    )
    messages = Message.objects.filter(pk__in=[pk for kind, pk in found if kind != NOTE])
    return notes.count() + messages.exclude(conversation__in=here).count()
