"""What the line of a call asks the room above: who may sit on it, and what they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Part:
    """One page's part in a call: which call, by its number, and whose side of it. `cookie` and `token` prove it."""

    call: int
    side: str
    cookie: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How the call stands, as one line of JSON, and what the other side said, each with its number."""

    state: str
    signals: Sequence[tuple[int, str]]


class CallsAsked(Protocol):
    """Asked in a thread, never in the event loop. Each may raise DatabaseError."""

    def part_of(self, call: str, token: str, cookie: str) -> Part | None:
        """The part this token, or the colleague behind this cookie, has in that call; None if none."""
        ...

    def told(self, part: Part, after: int) -> Told | None:
        """What that page is told; None if it has no part any more."""
        ...

    def say(self, part: Part, signal: Any) -> bool:
        """False if this is no signal, or the part is over."""
        ...

    def is_here(self, part: Part) -> None:
        """That page gave a sign of life."""
        ...

    def hang_up(self, part: Part) -> None:
        """That side ends the call."""
        ...
