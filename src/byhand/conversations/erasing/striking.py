"""Striking: in words that stay because they are others', whoever is erased is no longer named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

STRUCK = "…"


def striking(values: Iterable[str], names: Iterable[str], *, each_word: bool) -> Callable[[str], str]:
    """Replaces addresses and whole names; with `each_word` also first and last names alone, written as names are."""
    whole = sorted({*values, *names}, key=len, reverse=True)
    patterns = (
        [re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in whole), re.IGNORECASE)]
        if whole
        else []
    )
    words = (
        {word for name in names for word in re.findall(r"\w{3,}", name) if word[:1].isupper()}
        if each_word
        else set()
    )
    if words:
        patterns.append(
            re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")
        )

    def strike(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub(STRUCK, text)
        return text

    return strike


def struck_within(kept: Any, strike: Callable[[str], str]) -> Any:
    """The same in every text of a JSON value."""
    if isinstance(kept, str):
        return strike(kept)
    if isinstance(kept, list):
        return [struck_within(one, strike) for one in kept]
    if isinstance(kept, dict):
        return {name: struck_within(one, strike) for name, one in kept.items()}
    return kept
