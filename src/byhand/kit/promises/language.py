"""What a language brings: how one promises in it, and how one says when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from byhand.kit.promises.proposal import Claim

# From what was matched and the day it was written: the day meant, or None if the words mean no one day.
Meaning = Callable[[re.Match[str], date], date | None]


def words(pattern: str) -> re.Pattern[str]:
    """A pattern for words, small or capital; a space in it stands for white space, be it the end of a line."""
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


def words_in(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Language:
    """One language, complete in one file.

    `hints` are small letters looked for first, for they cost next to nothing: what holds none of them promises nothing.
    `claims` gives the places in a sentence where its writer promises. `when` are the ways to say a day, the fullest
    first, each with what it means; what holds none of `when_hints` says none. `not_due` are words before a day which
    show that nothing is due on it ("the letter of Monday"). `on_condition` shows that the reader must do or wish
    something first. `clause` ends what is promised.
    """

    hints: tuple[str, ...]
    claims: Callable[[str], Iterator[Claim]]
    when_hints: tuple[str, ...]
    when: tuple[tuple[re.Pattern[str], Meaning], ...]
    not_due: re.Pattern[str]
    on_condition: re.Pattern[str]
    clause: re.Pattern[str]

    def may_promise(self, lowered: str) -> bool:
        return _holds(lowered, self.hints)

    def may_say_when(self, lowered: str) -> bool:
        return _holds(lowered, self.when_hints)


def _holds(lowered: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - twice as fast as any(), and asked of every sentence
        if hint in lowered:
            return True
    return False
