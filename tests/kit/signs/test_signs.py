"""Signs in letters: the labelled sentences, and what must never be one."""

import pytest
from tests.kit.signs.reading import counted

from byhand.kit.signs import Kind, signs_in

# Right, false and missed. Held out: written before the grammar, counted once, and nothing changed for them since.
MEASURED = {
    "english_development": (49, 0, 0),
    "english_held_out": (31, 0, 1),
    "german_development": (31, 0, 0),
    "german_held_out": (20, 0, 0),
}


@pytest.mark.parametrize("name", MEASURED)
def test_the_labelled_sentences_are_read_as_well_as_the_docs_say(name):
    counts, wrong = counted(name)
    right, false, missed = MEASURED[name]
    assert (counts["right"], counts["false"], counts["missed"]) == (right, false, missed), "\n".join(wrong)


def test_a_letter_tells_each_kind_once_and_where_it_stands():
    letter = (
        "Dear Ana,\n\nDaniel Okafor recommended you, and so did Mei Tanaka's mother. The bowls are gorgeous! They are\n"
        "beautiful. Two were broken, though.\n\nHannah Weiss told me about your evening classes.\n"
    )
    found = [(one.kind, one.who, " ".join(letter[one.start : one.end].split())) for one in signs_in(letter)]
    assert [kind for kind, _who, _words in found].count(Kind.PRAISE) == 1
    assert [who for kind, who, _words in found if kind is Kind.REFERRED] == ["Daniel Okafor", "Hannah Weiss"]
    assert (Kind.PRAISE, "", "The bowls are gorgeous!") in found
    assert any(kind is Kind.COMPLAINT and words.startswith("Two were broken") for kind, _who, words in found)


@pytest.mark.parametrize(
    "letter",
    [
        "",
        "\0" * 40,
        "a" * 500_000,
        "never " * 40_000,
        "A" + " Aa" * 60_000,
        "was is was " * 30_000 + "broken?",
    ],
)
def test_a_hostile_letter_is_read_in_no_time(letter):
    assert len(signs_in(letter)) < 5
