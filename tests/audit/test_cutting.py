"""Quotes cut from many letters at once are what is cut from each alone; pages give the words people wrote."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from byhand.audit.cutting import new_texts
from byhand.audit.pages import words_of_pages
from byhand.kit.quote_hints import MAY_BE_QUOTED, MAY_BE_SIGNED
from byhand.kit.quoting import new_text_of

_LINES = st.sampled_from([
    "", "Hello Ann,", "> said before", "  > said before", "On Mon, 9 Jan 2023 at 10:00 Ann wrote:", "Ann wrote : \t",
    "Am 9.1.2023 schrieb Ann：", "*From:* Ann", "Von : Ann", "To: Bea", "cc: Cleo", "Sent: Monday", "Subject: news",
    "-- ", "--", "—", "- Ann", "-----Original Message-----", "Begin forwarded message:", "__________", "= = =",
    "Sent from my iPhone", "Ruth", "12/31/2022 10:00 AM", "note:", "a: b", "\u2028", "* one", "**", " \t -- ",
])  # fmt: skip
_LETTERS = st.lists(_LINES, max_size=12).map("\n".join)


@settings(max_examples=600, deadline=None)
@given(st.lists(_LETTERS | st.text(max_size=60), max_size=4))
def test_many_letters_are_cut_as_each_alone(letters):
    letters = [one for one in letters if "Original Message" not in one]
    assert new_texts(pl.Series(letters, dtype=pl.String)).to_list() == [new_text_of(one) for one in letters]


@settings(max_examples=600, deadline=None)
@given(_LETTERS)
def test_no_quote_and_no_signature_escapes_the_pattern_that_looks_for_them(letter):
    if not re.search(MAY_BE_QUOTED, letter):
        assert new_text_of(letter) == new_text_of(letter, quotes=False)
    if not re.search(MAY_BE_SIGNED, letter):
        assert new_text_of(letter) == new_text_of(letter, signs=False)


@pytest.mark.parametrize("line", ["-----Original Message-----", " ----- Forwarded by Ann on 1/9/2023 -----"])
def test_nothing_below_outlook_s_line_counts(line):
    letters = pl.Series([f"Grüße, ünd mehr\n{line}\nTo be or not\n", "Above"])
    assert new_texts(letters).to_list() == ["Grüße, ünd mehr", "Above"]


@pytest.mark.parametrize(
    ("page", "words", "quoted"),
    [
        ("<p>Dear&nbsp;Ann,</p><p>it is\n ready &amp; packed.</p>", "Dear Ann,\n\nit is ready & packed.", 0),
        ("<html><head><title>x</title></head><body>Hello", "Hello", 0),
        ("<style>p {color: red}</style>Hello<!-- not this --> you", "Hello you", 0),
        ("<script>never closed", "", 0),
        ("Yes.<blockquote>Is it?</blockquote>", "Yes.", 6),
        ('Yes.<div class="gmail_quote">Is it?</div>', "Yes.", 6),
        ("a &lt; b and c > d", "a < b and c > d", 0),
        ("one<br><br><br><br>two", "one\n\ntwo", 0),
        ("", "", 0),
    ],
)
def test_a_page_gives_the_words_a_person_wrote(page, words, quoted):
    assert words_of_pages([page, "other"]) == [(words, quoted), ("other", 0)]
