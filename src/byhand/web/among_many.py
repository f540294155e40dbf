"""Among many: what an owner is told below the queue about comparing everybody with everybody."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.people.matching.batch import MANY, Batch
from byhand.people.matching.looking import can_match
from byhand.people.person import Person
from byhand.team.user import User

# Among fewer, whoever shares a clue is nearly everybody there is to find.
FEWEST = 1000


@dataclass(frozen=True, slots=True)
class AmongMany:
    """Whether it can be done here, how it stands, and from how many newcomers on it is done by itself."""

    can_match: bool
    batch: Batch
    by_itself: int = MANY

    @property
    def is_coming(self) -> bool:
        return self.can_match and (self.batch.is_going() or self.batch.is_wanted())


def among_many(reader: User) -> AmongMany | None:
    """None where it is not the reader's to ask for, or the house is small."""
    if not reader.is_owner or not Person.objects.standing().order_by("pk")[FEWEST - 1 : FEWEST].exists():
        return None
    return AmongMany(can_match(), Batch.current())
