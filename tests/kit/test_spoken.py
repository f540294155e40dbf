"""Spoken: the writer's own words, each where it stood in the letter."""

import time

from hypothesis import given
from hypothesis import strategies as st

from byhand.kit.spoken import spoken


def said(text: str, **more) -> str:
    return " ".join(spoken(text, **more).split())


def test_quotes_and_signature_are_left_out():
    letter = (
        "Twelve is fine.\n\nOn Tuesday, Ruth wrote:\n> could we bring twelve\n\n-- \nAna Moreau\nKiln Lane"
    )
    assert said(letter) == "Twelve is fine."


def test_links_and_addresses_are_left_out():
    assert said("Look at https://kilnlane.example/a?b=1 or write to ana@kilnlane.example today.") == (
        "Look at or write to today."
    )


def test_a_legal_footer_is_left_out_and_the_same_words_in_a_letter_are_not():
    letter = "Your glaze recipe stays confidential.\n\nWarmly, Ana\n\nThis mail is confidential and may be privileged."
    assert said(letter) == "Your glaze recipe stays confidential. Warmly, Ana"


def test_further_lines_are_left_out_by_whoever_asks():
    assert (
        said("The bank:\n| IBAN GB00\n|\nWarmly", leaves_out=lambda line: line.startswith("|"))
        == "The bank: Warmly"
    )


@given(st.text(alphabet="ab >|:-_@.w\n", max_size=120))
def test_what_is_left_stands_where_it_stood(text):
    kept = spoken(text, leaves_out=lambda line: line.startswith("|"))
    assert len(kept) == len(text)
    assert all(now in (before, " ") for now, before in zip(kept, text, strict=True))


def test_a_long_letter_takes_time_in_proportion():
    for text in (
        "a@" * 100_000,
        "www." * 50_000,
        "confidential\n\n" * 15_000,
        "> quoted\n\nnew\n\n" * 10_000,
    ):
        begun = time.process_time()
        spoken(text)
        assert time.process_time() - begun < 3, text[:12]
