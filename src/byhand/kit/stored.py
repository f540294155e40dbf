"""What an archive of mail gives: messages, and where they stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Stored:
    """One message of an archive."""

    position: str  # where it is; give it back to go on behind it
    done: int  # how much of the archive's `size` lies behind once it is taken in
    raw: bytes
    folder: str  # as the archive names it, "" for the only one
    flags: frozenset[str]  # of Maildir: S seen, R replied, F flagged, T trashed, D draft, P passed on


class Archive(Protocol):
    """What can be read message by message."""

    size: int  # in bytes, for a progress bar; of compressed files an estimate

    def messages(self, after: str | None = None) -> Iterator[Stored]:
        """The messages, those behind a position if it is given. Raises OSError if a file cannot be read."""
        ...
