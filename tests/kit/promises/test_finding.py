from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from byhand.kit.promises import find
from byhand.kit.promises.sentences import sentences
from byhand.kit.quoting import split

AT = datetime(2026, 11, 26, 10, tzinfo=UTC)
HOSTILE = (
    "." * 20_000, "\n" * 20_000, " \t" * 10_000, "I will " * 3_000, "ich werde " * 2_500, "I will send if " * 1_500,
    "we'll, " * 3_000, "and will " * 2_500, "(" * 20_000, "\n>" * 10_000, "when I " * 3_000 + "will send it",
    "ich " * 5_000 + "schicken", "the end of the " * 1_400, "you will " * 2_500, "'ll" * 7_000, "İ" * 20_000,
    ("I will try to be sure to go ahead and " * 15 + ". ") * 30, ("wir werden " + "und " * 100 + ". ") * 40,
    ("Sie bekommen " + "x " * 250 + ". ") * 35, ("it goes " * 70 + ". ") * 35, ("on the " * 80 + "I will. ") * 35,
)  # fmt: skip


def test_a_letter_with_quotes_and_a_signature_speaks_for_its_new_words_alone():
    letter = "Fine.\n\nOn Monday, Ana wrote:\n> I will send it on Friday.\n\n-- \nRuth\nWe will call you on Monday."
    assert find(split(letter).new_text, AT) == []


def test_what_stands_between_quotation_marks_was_said_by_somebody_else():
    cited = (
        'She wrote: "I\'ll send it tomorrow."',
        "As you wrote, “I will send the files tomorrow”, so I wait.",
        "Your letter says „I will call you on Monday“ and nothing came.",
    )
    assert [find(words, AT) for words in cited] == [[], [], []]
    (one,) = find('I will send you "The Bowl" and the 12" plate tomorrow.', AT)
    assert one.due_on and one.due_on.day == 27


def test_tomorrow_is_the_writer_s_own():
    late = datetime(2026, 11, 26, 23, 30, tzinfo=timezone(timedelta(hours=-8)))
    assert find("I will call tomorrow.", late)[0].due_on.day == 27
    assert find("I will call tomorrow.", late.astimezone(UTC))[0].due_on.day == 28


def test_only_the_languages_asked_for_are_read():
    both = "I will call tomorrow. Ich rufe morgen an."
    assert len(find(both, AT)) == 2
    assert [one.sentence for one in find(both, AT, ("de",))] == ["Ich rufe morgen an."]
    assert find(both, AT, ("xx",)) == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_no_text_makes_it_stop(text):
    begun = time.process_time()
    find(text, AT)
    assert time.process_time() - begun < 1.5


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400) | st.lists(st.sampled_from(
    ["I", "we", "will", "'ll", "send", "it", "by", "the", "31st", "30", "February", "99/99", "within", "999", "months",
     "ich", "werde", "schicke", "am", "31.", "bis", "Ende", "13.13.", ".", "\n", "next", "Friday", "if", "und", ","]
), max_size=40).map(" ".join))  # fmt: skip
def test_it_raises_nothing_and_every_proposal_stands_in_the_text(text):
    for one in find(text, AT):
        assert text[one.start : one.end] == one.sentence
        assert one.due_on is None or one.due_on >= AT.date()


@pytest.mark.parametrize(("text", "said"), [
    ("One. Two.\nThree", ["One.", "Two.", "Three"]),
    ("I will call you at 3 p.m. tomorrow. Bye", ["I will call you at 3 p.m. tomorrow.", "Bye"]),
    ("Wir liefern am 15. März. Gut?", ["Wir liefern am 15. März.", "Gut?"]),
    ("Ask Mr. Lind. He knows", ["Ask Mr. Lind.", "He knows"]),
    ("- one thing\n- another thing", ["- one thing", "- another thing"]),
    (f"{'a long line ' * 5}\ngoes on", [f"{'a long line ' * 5}\ngoes on"]),
    ("thanks. i will call", ["thanks.", "i will call"]),
])  # fmt: skip
def test_a_text_is_cut_into_its_sentences(text, said):
    assert [text[start:end] for start, end in sentences(text)] == said
