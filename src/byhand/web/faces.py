"""A face for someone without a picture: two letters on a soft colour that stays theirs."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from markupsafe import Markup

TINTS = "abcde"


@lru_cache(4096)
def face(name: str, size: str = "") -> Markup:
    """`size`: s, l or nothing. Decoration beside the name, so hidden from screen readers."""
    return Markup('<span class="face {} {}" aria-hidden="true">{}</span>').format(
        tint(name), size, initials(name)
    )


def initials(name: str) -> str:
    """The first letters of the first and the last name; of an address, its first letter."""
    words = [word for word in name.partition("@")[0].replace(".", " ").split() if word[0].isalnum()]
    if not words:
        return "·"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tint(name: str) -> str:
    """One of the soft colours, the same for the same name."""
    return TINTS[(crc32(name.lower().encode()) >> 12) % len(TINTS)]
