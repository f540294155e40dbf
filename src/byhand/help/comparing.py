"""Comparing two versions, side by side, line by line and within a line word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from byhand.search.excerpts import Piece

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Row:
    """The same place in both; None where one of them has nothing. What differs is marked."""

    before: tuple[Piece, ...] | None
    after: tuple[Piece, ...] | None
    differs: bool = False


def compare(before: str, after: str) -> list[Row]:
    """All lines of both, in order."""
    old, new = before.split("\n"), after.split("\n")
    rows: list[Row] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            rows += [Row((Piece(one),), (Piece(one),)) for one in old[a:b]]
            continue
        for number in range(max(b - a, d - c)):
            rows.append(
                _row(old[a + number] if a + number < b else None, new[c + number] if c + number < d else None)
            )
    return rows


def _row(before: str | None, after: str | None) -> Row:
    if before is None or after is None:
        return Row(_whole(before), _whole(after), differs=True)
    if max(len(before), len(after)) > LONGEST:
        return Row((Piece(before, True),), (Piece(after, True),), differs=True)
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left.append(Piece("".join(old[a:b]), what != "equal"))
        right.append(Piece("".join(new[c:d]), what != "equal"))
    return Row(tuple(one for one in left if one.text), tuple(one for one in right if one.text), differs=True)


def _whole(line: str | None) -> tuple[Piece, ...] | None:
    return None if line is None else (Piece(line, True),)
