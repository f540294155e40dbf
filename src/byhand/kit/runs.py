"""Runs of words: which stretches of eight or more words two letters share, and fingerprints by which they are found.

Winnowing (Schleimer, Wilkerson & Aiken, SIGMOD 2003): of the hashes of every five words, the smallest in each window
of four is kept, about two in five. Eight words hold one whole window, so whoever shares eight words in a row shares a
fingerprint. A fingerprint may also be shared by chance: it names candidates, `Overlap` says what is so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

RUN = 8
_GRAM = 5
_WINDOW = RUN - _GRAM + 1
_WORD = re.compile(r"[^\W_][\u0300-\u036f]*(?:['’]?[^\W_][\u0300-\u036f]*)*")
_BYTES = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as they are compared, and where each stands: plain[i] is text[starts[i]:ends[i]]."""

    plain: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.plain)


def words_in(text: str) -> Words:
    """The words of a text, whatever their case, their accents' spelling or the signs between them."""
    found = list(_WORD.finditer(text))
    return Words(
        tuple(_plain(one[0]) for one in found),
        tuple(one.start() for one in found),
        tuple(one.end() for one in found),
    )


def fingerprints(plain: Sequence[str]) -> list[int]:
    """32 signed bits each, sorted, each once; none of fewer than eight words."""
    if len(plain) < RUN:
        return []
    hashes = [
        blake2b(" ".join(plain[n : n + _GRAM]).encode(), digest_size=2 * _BYTES).digest()
        for n in range(len(plain) - _GRAM + 1)
    ]
    chosen = {min(hashes[n : n + _WINDOW]) for n in range(len(hashes) - _WINDOW + 1)}
    # The first half decides which is smallest; the second is as good as chance, so that no value is crowded.
    return sorted(int.from_bytes(one[_BYTES:], "big", signed=True) for one in chosen)


class Overlap:
    """One letter, held against many others."""

    def __init__(self, plain: Sequence[str]) -> None:
        self._places: dict[str, list[int]] = {}
        for place, gram in enumerate(_runs_of(plain)):
            self._places.setdefault(gram, []).append(place)

    def places(self, other: Sequence[str]) -> set[int]:
        """Where in this letter eight words begin that stand in the other, too."""
        shared = self._places.keys() & set(_runs_of(other))
        return {place for gram in shared for place in self._places[gram]}


def stretches(places: Iterable[int]) -> list[tuple[int, int]]:
    """Places of eight words each, joined where they touch: first word, and the one beyond the last."""
    joined: list[tuple[int, int]] = []
    for place in sorted(places):
        if joined and place <= joined[-1][1]:
            joined[-1] = (joined[-1][0], place + RUN)
        else:
            joined.append((place, place + RUN))
    return joined


def covered(places: Iterable[int]) -> int:
    """How many words stand in those stretches."""
    return sum(end - start for start, end in stretches(places))


def _runs_of(plain: Sequence[str]) -> list[str]:
    return [" ".join(plain[n : n + RUN]) for n in range(len(plain) - RUN + 1)]


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower().replace("'", "")
    return unicodedata.normalize("NFC", word).casefold().replace("'", "").replace("’", "")
