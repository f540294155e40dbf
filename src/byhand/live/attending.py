"""What the hub of visitors asks the rooms above it, where chats are known. `config` brings the two together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Hello:
    """What a visitor's page says first. `token` is the secret that its browser made and keeps; everything else is a
    stranger's word."""

    chat: str
    token: str
    identity: str = ""
    page: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who is behind a hello: the chat, and the visitor (0 before their first word). `known` is for their page alone,
    `desk` is who is at the desk, see `Attending.desk`.

    `no` is a sentence for a person; with `again`, the browser is to begin with a new token.
    """

    chat: int = 0
    visitor: int = 0
    known: Mapping[str, Any] | None = None
    desk: Mapping[str, Any] | None = None
    no: str = ""
    again: bool = False
    doubt: str = ""  # for whoever built the page: why the identity was not believed


@dataclass(frozen=True, slots=True)
class Word:
    """One thing a visitor says. `id` is their browser's own name for it: the same id is the same word."""

    hello: Hello
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The word is ours: whose it is, and its number in their stream. Without a number it was not taken, and `no` says
    why."""

    visitor: int = 0
    number: int = 0
    no: str = ""
    again: bool = False


class Attending(Protocol):
    """Asked in a thread, never in the event loop. Each may raise DatabaseError."""

    def welcome(self, hellos: Sequence[Hello]) -> list[Welcome]:
        """Who each of these is; one answer for each. Makes nothing, and asks once for all of them."""
        ...

    def take(self, words: Sequence[Word]) -> list[Taken]:
        """Stores these words durably, in order; one answer for each. Safe to repeat."""
        ...

    def lines(self, have: Mapping[int, int]) -> dict[int, list[dict[str, Any]]]:
        """What each of these visitors has not got yet, in order of its number; `have`: the number each has got."""
        ...

    def seen(self, seen: Mapping[int, int]) -> None:
        """Up to which number each of these visitors has seen what was said."""
        ...

    def on_page(self, visitor: int, page: str) -> None:
        """On which page of the website they are now."""
        ...

    def reach(self, visitor: int, name: str, email: str) -> str:
        """How they want to be called, and reached when they are gone; a sentence if that cannot be."""
        ...

    def here(self, visitors: Collection[int]) -> None:
        """Their pages are open."""
        ...

    def gone(self, visitors: Collection[int]) -> None:
        """Their last pages were closed."""
        ...

    def desk(self, chat: int, language: str) -> dict[str, Any]:
        """Who is at the desk now, or who is back and when, as the page of a visitor says it."""
        ...

    def visitors_in(self, public_id: str) -> frozenset[int]:
        """The visitors with whom that conversation is."""
        ...
