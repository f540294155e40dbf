"""The labelled sentences: which stand in which file, and what the grammar says of each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from byhand.kit.signs import signs_in

HERE = Path(__file__).parent


def labelled(name: str) -> list[tuple[str, str]]:
    """The kind of each sentence, and the sentence."""
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(kind, said) for kind, _bar, said in (line.partition(" | ") for line in lines) if kind[:1] != "#"]


def told(sentence: str) -> str:
    """As a label says it; of two kinds the first."""
    found = signs_in(sentence)
    if not found:
        return "none"
    return found[0].kind.value + (f":{found[0].who}" if found[0].who else "")


def counted(name: str) -> tuple[Counter[str], list[str]]:
    """How many were right, false and missed; and each that was not right, in a line."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for kind, sentence in labelled(name):
        said = told(sentence)
        counts["right"] += said == kind != "none"
        counts["false"] += said not in (kind, "none")
        counts["missed"] += said != kind and kind != "none"
        if said != kind:
            wrong.append(f"{kind} -> {said}: {sentence}")
    return counts, wrong
