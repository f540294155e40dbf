"""Handing a file of their chat to its visitor, a colleague's or one of their own, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.channels.chat.line import Line
from byhand.channels.chat.own_file import place_of
from byhand.channels.chat.taking import is_theirs
from byhand.channels.chat.visitor import Visitor, token_digest
from byhand.conversations.visiting.chats import Chats, proven
from byhand.files.check import Place
from byhand.files.checking import hand_out
from byhand.live.attending import Hello

_chats = Chats()


@dataclass(frozen=True, slots=True)
class Handed:
    filename: str
    content: bytes


def file_for(hello: Hello, number: int, at: int) -> Handed | None:
    """The file `at` of that line; None if there is none for them. Raises store.Missing, IndexError and NotHandedOut."""
    chat = _chats.of(hello.chat)
    visitor = (
        chat and Visitor.objects.filter(inbox=chat.inbox, token_digest=token_digest(hello.token)).first()
    )
    if not chat or not visitor or not is_theirs(visitor, proven(chat, hello.identity)[0]):
        return None
    line = Line.objects.filter(visitor=visitor, number=number).first()
    if line is None or at >= len(line.files):
        return None
    named = line.files[at]
    place = Place(named["sha256"]) if line.author else place_of(line, at, visitor)
    return Handed(named["filename"], hand_out(place, place.read())) if place else None
