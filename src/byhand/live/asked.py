"""What the hub asks the rooms above it, where rights and conversations are known. `config` brings the two together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who sits behind a session cookie. This is no SignIn: through a socket nobody can say a word."""

    pk: int
    name: str


class Asked(Protocol):
    """Asked in a thread, never in the event loop. Each may raise DatabaseError."""

    def standing(self, cookies: Sequence[str]) -> dict[str, Colleague]:
        """The colleague behind each cookie that still proves one."""
        ...

    def sees(self, colleague: int, public_id: str) -> bool:
        """Whether the colleague may see that conversation."""
        ...

    def may_hear(
        self, colleagues: Collection[int], conversations: Collection[int], dispatches: Collection[int]
    ) -> dict[int, frozenset[str]]:
        """Which of these conversations (public ids) each colleague may see; those who may see none are left out."""
        ...

    def rung(self, colleagues: Collection[int], calls: Collection[int]) -> dict[int, frozenset[str]]:
        """Which of these calls (public ids) rang at each colleague; those at whom none did are left out."""
        ...

    def ringing(self, colleague: int) -> frozenset[str]:
        """The calls that ring at that colleague now."""
        ...

    def touched(self, colleague: int) -> None:
        """That colleague does something at the desk. Asks the database nothing: it may be called in the event loop."""
        ...

    def alive(self, colleague: int) -> None:
        """A browser of theirs gave a sign of life. Asks the database nothing, either."""
        ...

    def write_down(self) -> None:
        """The signs given since the last time."""
        ...

    def digest(self, cookie: str) -> str:
        """What the bus calls the session of that cookie."""
        ...
