"""A card: what another program knows of a person, read from one line of a table or one vCard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """As it was written there; nothing is checked yet. `notes` are worth remembering, a sentence each."""

    name: str = ""
    line: str = ""
    organisation: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def is_empty(self) -> bool:
        return not (self.name or self.emails or self.phones)


@dataclass(frozen=True, slots=True)
class Read:
    """One card and where it stands (the line, from 1), or why it cannot be taken; `raw` is its beginning."""

    line: int
    raw: str
    card: Card | None = None
    problem: str = ""
    left_out: tuple[str, ...] = ()


class NotCards(Exception):
    """The file is no table and holds no cards; the text says why."""
