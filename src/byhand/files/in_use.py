"""In use: which stored files the rooms above need. What one of them names is neither swept nor erased with anyone."""

from __future__ import annotations

from collections.abc import Callable, Collection

Asked = Callable[[Collection[str]], set[str]]
_also: list[Asked] = []


def also_in_use(among: Asked) -> None:
    """`among` is asked which of some digests its room needs."""
    if among not in _also:
        _also.append(among)


def in_use(digests: Collection[str]) -> set[str]:
    """Which of these digests a room above needs."""
    return {one for among in _also for one in among(digests)}
