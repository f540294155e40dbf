"""What the story hands over: plain frozen things, ready to be put into a mailbox and a desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Folder = Literal["INBOX", "Sent", "Junk"]
Fate = Literal["open", "kept", "moved", "broken"]


@dataclass(frozen=True)
class Team:
    """The pottery as the world reaches it."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True)
class Colleague:
    """One who works at the desk; `line` is what the others would say of them."""

    key: str
    name: str
    email: str
    line: str


@dataclass(frozen=True)
class Memory:
    """Something worth remembering; `by` is the e-mail of the colleague who noted it."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Tie:
    """How a person knows another: `to` is the other's `key`, `kind` what the other is to them."""

    to: str
    kind: str


@dataclass(frozen=True)
class Person:
    """One whom the pottery knows; the first address is the one they mostly write from."""

    key: str
    name: str
    addresses: tuple[str, ...]
    organisation: str | None
    line: str
    language: str
    program: str
    signature: str
    memories: tuple[Memory, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Letter:
    """One mail as the server holds it: RFC 5322 bytes with CRLF.

    `by` is the e-mail of the colleague who wrote it, None for everyone else.
    `message_id` keeps its angle brackets; None for the one letter that came without.
    """

    raw: bytes
    folder: Folder
    at: datetime
    by: str | None
    message_id: str | None


@dataclass(frozen=True)
class Mark:
    """Something a colleague did: `letter` is the Message-ID it was done on, `by` an e-mail."""

    letter: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Note(Mark):
    """Said among colleagues."""

    text: str


@dataclass(frozen=True)
class Assigned(Mark):
    """The conversation became somebody's: `to` is their e-mail."""

    to: str


@dataclass(frozen=True)
class Done(Mark):
    """The conversation was closed after this letter."""


@dataclass(frozen=True)
class Later(Mark):
    """The conversation was put off until a day."""

    until: datetime


@dataclass(frozen=True)
class Promise(Mark):
    """Said in this letter. `ours` or theirs; `settled_in` is the Message-ID that kept or moved it.

    A moved promise is followed by a promise of its own, made in the letter that moved it.
    """

    text: str
    due: date
    ours: bool
    fate: Fate = "open"
    settled_in: str | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True)
class Story:
    """The whole: letters and marks in the order they happened."""

    team: Team
    colleagues: tuple[Colleague, ...]
    people: tuple[Person, ...]
    letters: tuple[Letter, ...]
    marks: tuple[Mark, ...]

    def marks_on(self, message_id: str) -> tuple[Mark, ...]:
        """What colleagues did on one letter, in order."""
        return tuple(mark for mark in self.marks if mark.letter == message_id)
