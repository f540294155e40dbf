from __future__ import annotations

import polars as pl

from byhand.audit.marks import with_marks
from byhand.audit.promised import with_promises

TEXTS = {
    "I will send the lid by Friday.": True,
    "Fine.\n\nWe'll call you tomorrow.": True,
    "Ich melde mich bis Freitag.": True,
    "I will be on holiday until next week.": False,
    "He told me we will hear by Friday.": False,
    "If you will be there by Friday, tell me.": False,
    "I will send the lid.": False,
    "Nothing at all.": False,
}


def _told(texts: list[str]) -> list[bool]:
    frame = pl.DataFrame(
        {
            "text": texts,
            "subject": [""] * len(texts),
            "time": [1_700_000_000] * len(texts),
            "zone": [3600] * len(texts),
        }
    )
    return with_promises(with_marks(frame, 1))["promises"].to_list()


def test_a_promise_of_an_archive_is_one_the_grammar_finds_with_a_day():
    assert dict(zip(TEXTS, _told(list(TEXTS)), strict=True)) == TEXTS


def test_an_archive_without_a_promise_stays_as_it_is():
    assert _told(["Nothing."]) == [False]
