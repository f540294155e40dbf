"""The little language of the search: what it understands, and that nothing a hand may type is an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byhand.search.asking import LONGEST, MOST_PARTS, Asked, days, read
from byhand.search.excerpts import excerpt, marked, pattern_of
from byhand.search.terms import LONGEST_WORD, MOST_WORDS, Phrase, Term, bare, phrase, words_of


def test_words_and_phrases_are_told_apart():
    asked = read('the lid "blue bowl" gla')
    assert (asked.words, asked.phrases, asked.unfinished) == (("the", "lid", "gla"), ("blue bowl",), True)
    assert not read("lid ").unfinished and not read('lid "blue bowl').unfinished
    assert read("„blaue Schale“").phrases == ("blaue Schale",)


def test_the_words_with_a_colon_are_understood():
    asked = read('from:ruth to:"Kiln Lane" has:file in:studio is:done IS:Later')
    assert (asked.writers, asked.readers, asked.has_file) == (("ruth",), ("Kiln Lane",), True)
    assert (asked.inboxes, asked.places, asked.words) == (("studio",), ("done", "later"), ())
    assert read("re:lid has:wings is:purple").words == ("re:lid", "has:wings", "is:purple")


def test_days_are_years_months_or_days():
    assert days("2026") == (date(2026, 1, 1), date(2027, 1, 1))
    assert days("2026-02") == (date(2026, 2, 1), date(2026, 3, 1))
    assert days("28.2.2026") == days("2026-02-28") == (date(2026, 2, 28), date(2026, 3, 1))
    for none in ("", "yesterday", "2026-13", "2026-02-30", "0000", "9999-12-31", "1.2"):
        assert days(none) is None
    asked = read("after:2025 before:2026-03 before:2027")
    assert (asked.after, asked.before) == (date(2026, 1, 1), date(2026, 3, 1))
    assert read("before:soon").not_a_day == ("soon",)
    on = read("on:2026-02-28")
    assert (on.after, on.before) == (date(2026, 2, 28), date(2026, 3, 1))


def test_nothing_is_asked_for_by_nothing():
    assert not read("").says_something() and not read(' " " ').says_something()
    assert not read("before:soon").says_something() and read("has:file").says_something()


@given(st.text(max_size=LONGEST * 2) | st.text(alphabet='ab:"“” \0*^-', max_size=60))
def test_whatever_is_typed_is_read(text):
    asked = read(text)
    assert isinstance(asked, Asked)
    assert sum(map(len, (asked.words, asked.phrases, asked.writers, asked.readers))) <= MOST_PARTS * 2
    for said in (*asked.words, *asked.phrases):
        assert "\0" not in said
        found = phrase(said)
        assert found is None or all(word.isalnum() and len(word) <= LONGEST_WORD for word in found.words)


@given(st.text(max_size=200))
def test_words_hold_letters_and_digits_alone_and_stay_in_place(text):
    assert len(bare(text)) == len(text)
    assert len(words_of(text)) <= MOST_WORDS


@given(st.text(max_size=300), st.text(alphabet="abäß ", min_size=1, max_size=10))
def test_marking_loses_and_adds_no_letter(text, looked_for):
    found = phrase(looked_for, unfinished=True)
    pattern = pattern_of((Term((found,)),)) if found else None
    assert "".join(piece.text for piece in marked(text, pattern)) == text
    assert all(piece.text for piece in marked(text, pattern) if piece.is_marked)


@pytest.mark.parametrize(
    ("words", "unfinished", "text", "expected"),
    [
        (("lid",), False, "The LID of a lidded jar", ["LID"]),
        (("li",), True, "The lid of a jar, and lining", ["lid", "lining"]),
        (("blue", "bowl"), False, "a blue, bowl and a blue old bowl", ["blue, bowl"]),
        (("cafe",), False, "im Café am Eck", ["Café"]),
    ],
)
def test_what_matched_is_marked(words, unfinished, text, expected):
    pattern = pattern_of((Term((Phrase(words, unfinished),)),))
    assert [piece.text for piece in excerpt(text, pattern) if piece.is_marked] == expected


def test_an_excerpt_begins_near_what_was_found():
    text = "word " * 2000 + "the zebra stands here" + " word" * 2000
    pieces = excerpt(text, pattern_of((Term((Phrase(("zebra",)),)),)))
    told = "".join(piece.text for piece in pieces)
    assert "the zebra stands here" in told and told.startswith("… word") and len(told) < 220


@given(st.text(st.one_of(st.characters(), st.sampled_from("ΣςσİIıẞßÉéŒ")), max_size=40))
def test_each_character_stays_one_and_is_small_as_it_is_by_itself(text):
    """Whole texts take a short way; a letter that grows, or is small in two ways, goes the long one."""
    assert bare(text) == "".join(map(bare, text)) and len(bare(text)) == len(text)
