"""Excerpts: the few words around what was found, with what matched marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from byhand.search.terms import Phrase, Term, bare

LENGTH, BEFORE = 200, 50
# A text is read so far; what stands later is found but not shown.
READ = 60_000
_LETTER = r"[^\W_]"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether they are what was looked for."""

    text: str
    is_marked: bool = False


def pattern_of(terms: tuple[Term, ...]) -> re.Pattern[str] | None:
    """What to mark: the words and phrases that may stand anywhere."""
    ways = [_written(way) for term in terms if not term.column for way in term.ways]
    return re.compile("|".join(sorted(ways, key=len, reverse=True))) if ways else None


def excerpt(text: str, pattern: re.Pattern[str] | None) -> tuple[Piece, ...]:
    """The words around the first match on one line; none if nothing matches."""
    if pattern is None:
        return ()
    text = text[:READ]
    first = pattern.search(bare(text))
    if first is None:
        return ()
    start = _beginning_of_word(text, max(first.start() - BEFORE, 0))
    around = " ".join(text[start : start + LENGTH * 3].split())[:LENGTH]
    return marked(("… " if start else "") + around, pattern)


def marked(text: str, pattern: re.Pattern[str] | None) -> tuple[Piece, ...]:
    """All of the text, in pieces."""
    if pattern is None:
        return (Piece(text),)
    pieces: list[Piece] = []
    end = 0
    for match in pattern.finditer(bare(text)):
        pieces += [Piece(text[end : match.start()]), Piece(text[match.start() : match.end()], is_marked=True)]
        end = match.end()
    return tuple(one for one in (*pieces, Piece(text[end:])) if one.text)


def _written(way: Phrase) -> str:
    words = r"[\W_]{1,40}?".join(re.escape(word) for word in way.words)
    rest = f"{_LETTER}{{0,60}}" if way.unfinished else f"(?!{_LETTER})"
    return f"(?<!{_LETTER}){words}{rest}"


def _beginning_of_word(text: str, at: int) -> int:
    """Where the next word begins, if that is near; else right there."""
    if at == 0:
        return 0
    space = re.compile(r"\s").search(text, at, at + BEFORE // 2)
    return space.end() if space else at
