"""Bringing a file: what a visitor sends along, checked as the files of colleagues are, and said like a word."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.channels.chat.taking import Spoken, take
from byhand.channels.chat.visitor import token_digest
from byhand.channels.said import SaidFile
from byhand.conversations.visiting.chats import Chats, proven
from byhand.conversations.visiting.pages import bare
from byhand.conversations.welcome import guard
from byhand.live import bus
from byhand.live.attending import Hello, Taken

_chats = Chats()


def bring(hello: Hello, id: str, filename: str, type: str, content: bytes) -> Taken:
    """Stores it. Raises Unwelcome, a sentence for whoever sent it."""
    chat = _chats.of(hello.chat)
    if chat is None:
        return Taken(no=_("This chat is closed."))
    guard(filename, content)
    vouched, _doubt = proven(chat, hello.identity)
    file = SaidFile(filename[-200:], type[:100] or "application/octet-stream", content)
    (placed,) = take([
        Spoken(chat.inbox, token_digest(hello.token), id, "", bare(hello.page), hello.language, vouched, (file,))
    ])  # fmt: skip
    if placed.visitor is None:
        return Taken(again=True)
    bus.visitors_told([placed.visitor.pk])
    return Taken(placed.visitor.pk, placed.number)
