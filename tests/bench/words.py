"""The words of a filled house: made up, always the same, and the same for the peer."""

from __future__ import annotations

import random

WORDS = [f"{a}{b}" for a in ("clay", "kiln", "glaze", "jar", "lid", "bowl", "cup", "firing", "cone", "slip") for b in
         ("", "s", "ed", "ing", "er", "wards", "like", "less", "ful", "ish")]  # fmt: skip
COMMON = [
    "the", "a", "of", "and", "to", "in", "we", "you", "it", "is", "that", "for", "on", "with", "as", "are", "this",
    "be",
]  # fmt: skip
dice = random.Random(7)


def words(count: int) -> str:
    """So many words, half of them common ones."""
    return " ".join(dice.choice(COMMON) if dice.random() < 0.5 else dice.choice(WORDS) for _ in range(count))
