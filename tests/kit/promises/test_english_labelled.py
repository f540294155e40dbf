"""English sentences of real letters, labelled by a person. Only digests and labels are kept here, never the words."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.kit.promises.drawing import ARCHIVES, digest, labels, letters

from byhand.kit.promises import find
from byhand.kit.promises.sentences import sentences

FOLDER = Path(os.environ.get("BYHAND_LARGE_DATA") or Path(__file__).parents[4] / "shared" / "data")
AT = datetime(2001, 10, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(("half", "precision", "recall"), [
    ("english_development", 0.93, 0.93), ("english_held_out", 0.80, 0.60),
])  # fmt: skip
def test_promises_of_real_letters_are_found(half, precision, recall):
    if not all((FOLDER / archive).exists() for archive in ARCHIVES):
        pytest.skip("the large data is not here (BYHAND_LARGE_DATA)")
    known, right, proposed, promised, seen = labels(half), 0, 0, 0, 0
    for letter, text in letters(FOLDER, known):
        sentence, is_promise = known[letter]
        if sentence not in {digest(text[start:end]) for start, end in sentences(text)}:
            continue
        found = sentence in {digest(one.sentence) for one in find(text, AT)}
        seen, promised, proposed = seen + 1, promised + is_promise, proposed + found
        right += found and is_promise
    assert seen >= 0.98 * len(known)  # a few were cut otherwise when they were drawn
    assert right / proposed >= precision, (right, proposed)
    assert right / promised >= recall, (right, promised)
