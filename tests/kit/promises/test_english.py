from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from byhand.kit.promises import find

THURSDAY = datetime(2026, 11, 26, 10, tzinfo=UTC)

PROMISES = """
I will send you the lid on Friday.
I'll call you on Tuesday to settle the day.
We will refund you within five working days.
I'm going to ask Tomas about the kiln.
Ruth and I will bring the jars on Saturday.
I don't know yet, but will let you know.
Will do.
We can have it ready by Monday.
You'll have it by Friday.
You will hear from us tomorrow.
It goes out on Thursday, with the date inside for your mother.
Let me check and get back to you.
My colleague Tomas will call you tomorrow.
I promise to look into it.
If you could send me the number, I'll ship it today.
"""
OTHERS = """
Will you send me the lid on Friday?
You will find the form below.
I will be happy to see you.
I'll be on holiday until Monday.
He told me I'll get it tomorrow.
She said we will hear on Friday.
I won't be able to send it tomorrow.
I will not send it.
We will never share your address.
If you like it, I will send more.
When I will be home is another question.
I hope we will meet.
We can have it ready.
I will be able to come.
You will have time on Friday.
The forum I'll speak at is small.
"I will send it tomorrow," said the other shop.
I'll miss you.
We'll see.
"""


@pytest.mark.parametrize("words", PROMISES.strip().splitlines())
def test_this_is_a_promise(words):
    assert len(find(words, THURSDAY)) == 1


@pytest.mark.parametrize("words", OTHERS.strip().splitlines())
def test_this_is_none(words):
    assert find(words, THURSDAY) == []


@pytest.mark.parametrize(("when", "day"), [
    ("today", date(2026, 11, 26)),
    ("tonight", date(2026, 11, 26)),
    ("by 5pm", date(2026, 11, 26)),
    ("by close of business", date(2026, 11, 26)),
    ("tomorrow morning", date(2026, 11, 27)),
    ("first thing in the morning", date(2026, 11, 27)),
    ("the day after tomorrow", date(2026, 11, 28)),
    ("on Friday", date(2026, 11, 27)),
    ("by the end of Friday", date(2026, 11, 27)),
    ("this Thursday", date(2026, 11, 26)),
    ("on Thursday", date(2026, 12, 3)),
    ("next Friday", date(2026, 12, 4)),
    ("Tuesday of next week", date(2026, 12, 1)),
    ("a week on Monday", date(2026, 12, 7)),
    ("over the weekend", date(2026, 11, 29)),
    ("by the end of the week", date(2026, 11, 27)),
    ("early next week", date(2026, 12, 4)),
    ("by the end of next week", date(2026, 12, 4)),
    ("by the end of the month", date(2026, 11, 30)),
    ("next month", date(2026, 12, 31)),
    ("within three business days", date(2026, 12, 1)),
    ("in a couple of days", date(2026, 11, 28)),
    ("in two weeks", date(2026, 12, 10)),
    ("in a month", date(2026, 12, 26)),
    ("by March 3", date(2027, 3, 3)),
    ("on the 3rd of December, 2026", date(2026, 12, 3)),
    ("on Friday, December 4th", date(2026, 12, 4)),
    ("by the 15th", date(2026, 12, 15)),
    ("on Monday the 30th", date(2026, 11, 30)),
    ("on 2026-12-24", date(2026, 12, 24)),
    ("on 12/24", date(2026, 12, 24)),
    ("on 4/5", None),
    ("on February 30", None),
    ("soon", None),
    ("as soon as possible", None),
])  # fmt: skip
def test_a_day_is_understood(when, day):
    (found,) = find(f"I will send it {when}.", THURSDAY)
    assert (found.when, found.due_on, found.is_firm) == (when, day, day is not None)


def test_a_day_of_something_else_is_not_when_it_is_due():
    for words in (
        "I will send the notes of Monday.",
        "I'll answer your letter from Tuesday.",
        "I'll book it for Friday.",
    ):
        assert find(words, THURSDAY)[0].due_on is None


def test_what_was_said_is_given_with_where_it_stands():
    text = "Dear Ruth,\n\nthank you for the photographs. I will call you on\nTuesday, but not early.\n\nAna"
    (found,) = find(text, THURSDAY)
    assert text[found.start : found.end] == found.sentence == "I will call you on\nTuesday, but not early."
    assert (found.what, found.when) == ("call you on Tuesday", "on Tuesday")


def test_what_is_only_tried_or_hangs_on_them_never_stands_firm():
    for words in ("I'll try to send it on Friday.", "If you send the address, I will ship it on Friday."):
        (found,) = find(words, THURSDAY)
        assert found.due_on == date(2026, 11, 27) and not found.is_firm


def test_the_first_with_a_day_speaks_for_its_sentence():
    (found,) = find("I will look into it and will call you on Friday.", THURSDAY)
    assert found.due_on == date(2026, 11, 27)
