"""Lines: connections to an inbox's outgoing server that are kept for many letters, several at once, none waited for.

A letter goes in two steps, so that its row can be committed between them: it is offered, and once its line says that it
may go it is spoken. At any moment one letter of a line at most is past the point of no return.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from byhand.channels.adapter import Handover, NoAnswer, Refused


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter as it crosses the wire (CRLF line ends), to one recipient. `key` names its row."""

    key: int
    recipient: str
    letter: bytes
    sender: str


@dataclass(frozen=True, slots=True)
class MaySpeak:
    """The server takes sender and recipient; nothing was said yet."""

    line: int
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of it. `was_spoken`: it had been spoken; else nothing of it was said."""

    line: int
    parcel: Parcel
    outcome: Handover | Refused | NoAnswer
    was_spoken: bool


Happened = MaySpeak | Ended


class Lines(Protocol):
    """Several connections of one inbox, by number."""

    def free(self) -> list[int]:
        """Those to which a letter can be offered. Opens what was cut. Raises Refused if no line can be opened."""
        ...

    def offer(self, line: int, parcel: Parcel) -> None: ...

    def speak(self, line: int) -> None:
        """The point of no return, for what was offered and may speak."""
        ...

    def withdraw(self, line: int) -> None:
        """What was offered is not spoken after all."""
        ...

    def wait(self, seconds: float) -> list[Happened]:
        """What happened, as soon as something did, at the latest after so long."""
        ...

    def close(self) -> list[Happened]:
        """Says goodbye. What was spoken and has no answer ends without one."""
        ...
