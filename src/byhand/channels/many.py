"""Which inboxes carry letters to many, and their lines."""

from __future__ import annotations

from collections.abc import Callable

from byhand.channels.email.lines import SmtpLines
from byhand.channels.inbox import Inbox
from byhand.channels.practice.lines import PracticeLines
from byhand.channels.wires import Lines

_OPENERS: dict[str, Callable[[Inbox, int], Lines]] = {"email": SmtpLines, "practice": PracticeLines}


def sends_to_many(inbox: Inbox) -> bool:
    return inbox.kind in _OPENERS


def open_lines(inbox: Inbox, count: int) -> Lines:
    """Raises KeyError for an inbox that sends to nobody else; nothing is connected before a line is asked for."""
    return _OPENERS[inbox.kind](inbox, count)
