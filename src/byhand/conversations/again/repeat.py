"""Repeat: whether two answers are the same, and whether anything new was asked between them.

Shared runs of eight words cover over half of the shorter, and both have over 80 letters (science: same answer twice).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from byhand.conversations.again.common_words import COMMON
from byhand.conversations.again.said import Said
from byhand.kit.asking.grammar import sentences
from byhand.kit.runs import Overlap, covered

_HALF = 0.5
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_STEM = 5


def repeats(one: Said, other: Said) -> bool:
    """Whether the one says the other again."""
    if one.is_too_short() or other.is_too_short():
        return False
    short, long = sorted((one, other), key=lambda said: len(said.words))
    places = Overlap(short.words.plain).places(long.words.plain)
    return covered(places) > _HALF * len(short.words)


def asks_something_new(before: Iterable[str], between: Iterable[str]) -> bool:
    """Whether a question in between is none of those asked before."""
    asked = [stems for text in before for stems in questions_in(text)]
    return any(
        not any(_alike(new, old) for old in asked) for text in between for new in questions_in(text) if new
    )


def asks_again(earlier: str, later: str) -> bool:
    """Whether the later letter asks what the earlier one asked."""
    asked = [stems for stems in questions_in(earlier) if stems]
    return any(_alike(new, old) for new in questions_in(later) if new for old in asked)


def questions_in(text: str) -> list[frozenset[str]]:
    """Of every question the beginnings of the words that say what is asked; empty for “Are you there?”."""
    return [stems_of(one) for one in question_sentences(text)]


def question_sentences(text: str) -> list[str]:
    cut = (text[start:end].rstrip() for start, end in sentences(text))
    return [one for one in cut if one.rstrip("\"'”’)").endswith("?")]


def stems_of(words: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in telling_words(words))


def telling_words(words: str) -> frozenset[str]:
    """In lower case, without those that most sentences share."""
    return frozenset(word.lower() for word in _WORD.findall(words)) - COMMON


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) >= min(len(one), len(other)) and bool(one & other)
