"""Sentences of the large archives that people labelled; the tests keep digests and labels, never the words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from byhand.kit.promises import find
from byhand.kit.promises.sentences import sentences
from tests.kit.promises.drawing import digest, letters

AT = datetime(2001, 10, 10, 10, tzinfo=UTC)

def judged(half: str, folder: Path) -> Iterator[tuple[bool, bool, str]]:
    labels = {}
    for line in (Path(__file__).parent / f"english_{half}.tsv").read_text().splitlines():
        letter, sentence, label = line.split("\t")
        labels[letter] = (sentence, label == "1")
    for letter, text in letters(folder):
        if letter in labels:
            sentence, label = labels[letter]
            said = next(text[a:b] for a, b in sentences(text) if digest(text[a:b]) == sentence)
            proposed = {digest(one.sentence) for one in find(text, AT, ("en",))}
            yield label, sentence in proposed, said
