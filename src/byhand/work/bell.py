"""The bell: something is there for a chore, so it need not wait for its next beat.

Nothing depends on it: a bell nobody hears, or one of another process, only means that the next beat does it.
"""

from __future__ import annotations

from collections.abc import Callable

Ear = Callable[[str], None]

_ears: list[Ear] = []


def ring(chore: str) -> None:
    """The chore of that name begins at once where chores are done in this process. From any thread; returns at once."""
    for ear in list(_ears):
        ear(chore)


def listen(ear: Ear) -> None:
    _ears.append(ear)


def stop_listening(ear: Ear) -> None:
    if ear in _ears:
        _ears.remove(ear)
