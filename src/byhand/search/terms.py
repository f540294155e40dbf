"""What is looked for, as the index understands it: every term must be there, each in one of its ways of saying."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Letters that a hand may leave bare; PostgreSQL does not know that é is an e, SQLite does.
_ACCENTED = "".join(
    chr(code)
    for code in range(0xC0, 0x180)
    if unicodedata.normalize("NFD", chr(code))[0].isascii() and unicodedata.decomposition(chr(code))
)
_BARE = "".join(unicodedata.normalize("NFD", one)[0] for one in _ACCENTED)
_SIGNS = "".join(chr(code) for code in (*range(0xA1, 0xA9), 0xAB, 0xB7, 0xBB, 0xBF, *range(0x2010, 0x2028)))
FROM, TO = _ACCENTED + _SIGNS, _BARE + " " * len(_SIGNS)
_TABLE = str.maketrans(FROM, TO)
_WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12
LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together; the last perhaps unfinished."""

    words: tuple[str, ...]
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: any of these phrases, in that column or in any."""

    ways: tuple[Phrase, ...]
    column: str = ""


def bare(text: str) -> str:
    """Small letters without accents, signs as spaces; each character stays one character."""
    plain = text.translate(_TABLE)
    small = plain.lower()
    # A letter that grows when it is small (İ) would move all that follow; Σ is small in two ways, by its neighbours.
    if len(small) == len(plain) and "Σ" not in plain:
        return small
    return "".join(map(_small, plain))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are indexed, at most a dozen."""
    composed = unicodedata.normalize("NFC", text[:2000])
    return tuple(one[:LONGEST_WORD] for one in _WORD.findall(bare(composed))[:MOST_WORDS])


def phrase(text: str, *, unfinished: bool = False) -> Phrase | None:
    """The words of a text as a phrase; None without words. A lone letter is taken as it stands."""
    words = words_of(text)
    if not words:
        return None
    return Phrase(words, unfinished and (len(words[-1]) > 1 or not words[-1].isascii()))


def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character
