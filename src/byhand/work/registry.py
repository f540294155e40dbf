"""Which chores there are. They are made in many rooms and gathered at start-up; pages read the list here."""

from __future__ import annotations

from byhand.work.chore import Chore

_chores: dict[str, Chore] = {}


def register(*chores: Chore) -> None:
    """Adds chores to the list; the same name again replaces the earlier one."""
    for chore in chores:
        _chores[chore.name] = chore


def all_chores() -> tuple[Chore, ...]:
    """Every chore, in the order in which they were named."""
    return tuple(_chores.values())
