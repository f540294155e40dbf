"""Letter: what a message counts for: between whom, when, how much."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from byhand.kit.between import LARGEST
from byhand.people.address import normal_email

Place = tuple[int | None, int | None]  # an inbox, or one conversation; neither: the whole of several
WHOLE: Place = (None, None)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, for one person: `colleagues` are those of us between whom and the person it counts, too.

    Ours counts for who wrote it; theirs for whoever had written in that conversation before.
    """

    person: int
    place: Place
    at: datetime
    recipients: int
    ours: bool
    colleagues: tuple[int, ...] = ()
    for_house: bool = True  # not where the house has counted it before

    def whose(self) -> tuple[int | None, ...]:
        """The house, and the colleagues."""
        return (None, *self.colleagues) if self.for_house else self.colleagues


def addressed(*lines: Iterable[dict[str, Any]] | None) -> set[str]:
    """The addresses that stand in these lines of a message, each once."""
    return {normal_email(one.get("address", "")) for line in lines for one in line or ()} - {""}


def is_to_many(recipients: Collection[str]) -> bool:
    """Nobody takes such a letter for a word between two; it counts for nobody."""
    return len(recipients) > LARGEST


def place_of(conversation: int, inboxes: Collection[int], *, private: bool) -> Place:
    """Where it counts: in its inbox; by itself if it is private or seen in several."""
    return (next(iter(inboxes)), None) if len(inboxes) == 1 and not private else (None, conversation)
