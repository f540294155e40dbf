"""Also: what rooms above hold of people's words, forgotten with anyone's. Each room names its own when it starts."""

from __future__ import annotations

from collections.abc import Callable

_also: list[Callable[[], None]] = []


def also_forgets(forget: Callable[[], None]) -> None:
    """Called in the transaction of every erasure."""
    if forget not in _also:
        _also.append(forget)


def forget_also() -> None:
    for forget in _also:
        forget()
