"""Belonging: which nouns hang on a person, in this room and in those above it, so that a merge forgets none.

Each room names its own when it starts; a test of the house fails for a noun that nobody named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import models

Addresses = Callable[[Collection[int]], dict[int, int]]


@dataclass(frozen=True, slots=True)
class Belonging:
    """Rows that carry a `person` and go where that person goes.

    `came_by` tells for ids of such rows by which address each came, where one did: what came after a merge goes back
    with its address. `locked_first`: its rows are locked before people are, as every verb of that noun does.
    """

    noun: type[models.Model]
    came_by: Addresses | None = None
    locked_first: bool = False

    @property
    def label(self) -> str:
        return self.noun._meta.label_lower

    def of(self, *people: int) -> models.QuerySet[Any]:
        """The rows of these people."""
        return self.noun._default_manager.filter(person__in=people)


TellAnew = Callable[[Collection[int]], object]

_belongings: dict[str, Belonging] = {}
_told_anew: dict[str, TellAnew] = {}


def belongs(*more: Belonging) -> None:
    """Names nouns that hang on a person; the same noun again replaces what was said of it."""
    for one in more:
        _belongings[one.label] = one


def belongings() -> tuple[Belonging, ...]:
    """Those whose rows are locked first stand first; the rest in the order of their names."""
    return tuple(sorted(_belongings.values(), key=lambda one: (not one.locked_first, one.label)))


def said_in_letters(noun: type[models.Model]) -> Belonging:
    """Rows that a `message` may have said: such a one came by the address of whoever wrote it."""

    def came_by(rows: Collection[int]) -> dict[int, int]:
        said = noun._default_manager.filter(pk__in=rows, message__writer__isnull=False)
        return dict(said.values_list("pk", "message__writer"))

    return Belonging(noun, came_by)


def belonging(noun: type[models.Model]) -> Belonging:
    return _belongings[noun._meta.label_lower]


def is_told_anew(noun: type[models.Model], tell: TellAnew) -> None:
    """Names a noun that carries a `person` and is worked out from what belongs to them.

    Its rows are not moved, but told anew for both whenever people were merged or taken apart.
    """
    _told_anew[noun._meta.label_lower] = tell


def told_anew() -> frozenset[str]:
    return frozenset(_told_anew)


def tell_anew(people: Collection[int]) -> None:
    """What belongs to these people has changed hands."""
    for tell in _told_anew.values():
        tell(people)
