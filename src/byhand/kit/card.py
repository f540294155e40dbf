"""A card: what another program knows of a person, read from one line of a table or one vCard."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.kit.days import YearDay

BIRTHDAY, ANNIVERSARY = "birthday", "anniversary"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that matters to them: `what` is a birthday, an anniversary, or said in somebody's own words."""

    what: str
    on: YearDay

    @classmethod
    def called(cls, label: str, on: YearDay) -> Dated:
        """By the words beside a date; the two usual ones are known whatever their case."""
        label = " ".join(label.split())
        return cls(label.lower() if label.lower() in (BIRTHDAY, ANNIVERSARY) else label, on)


@dataclass(frozen=True, slots=True)
class Related:
    """Somebody they know, by name, and what that one is to them."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Card:
    """As it was written there; nothing is checked yet. `notes` are worth remembering, a sentence each."""

    name: str = ""
    line: str = ""
    organisation: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    occasions: tuple[Dated, ...] = ()
    ties: tuple[Related, ...] = ()

    def is_empty(self) -> bool:
        return not (self.name or self.emails or self.phones)


@dataclass(frozen=True, slots=True)
class Read:
    """One card and where it stands (the line, from 1), or why it cannot be taken; `raw` is its beginning.

    `left_out` are formulas, `no_days` what stands where a day should and is none that can be read.
    """

    line: int
    raw: str
    card: Card | None = None
    problem: str = ""
    left_out: tuple[str, ...] = ()
    no_days: tuple[str, ...] = ()


class NotCards(Exception):
    """The file is no table and holds no cards; the text says why."""
