"""What a stranger may write as long as they please is read in a time that grows with its length, not with its square.

A pattern holds the whole process while it looks: nobody is served meanwhile.
"""

import re
import time

import pytest

from byhand.kit.asking.grammar import _END, sentences
from byhand.kit.exports.matter import Who
from byhand.kit.exports.zendesk import read_zendesk
from byhand.kit.names import words_of
from byhand.kit.spreadsheets import is_formula
from byhand.kit.vcard_editing import edited
from byhand.kit.vcards import read_vcard

LONG = 300_000
SECONDS = 2.0  # of this process; in the square of the length it were minutes


@pytest.fixture(autouse=True)
def quick():
    before = time.process_time()
    yield
    assert time.process_time() - before < SECONDS


@pytest.mark.parametrize("mark", ["!", "?", ".", "…", "?!", '."'])
def test_a_letter_of_marks_alone(mark):
    assert len(list(sentences(mark * LONG + "x"))) == 1


def test_a_cell_of_bars_behind_a_sign():
    assert not is_formula("+1" + "|" * LONG)
    assert is_formula("+1" + "|" * LONG + "!") and is_formula("+1|'a'!A0") and not is_formula("+1 a!")


def test_a_card_whose_lines_all_go_on_and_a_label_that_always_begins():
    quoted = "NOTE;ENCODING=QUOTED-PRINTABLE:a" + "=\n" * LONG + "b"
    card = read_vcard(f"BEGIN:VCARD\nFN:R\n{quoted}\nEND:VCARD").card
    assert card.notes == ("ab",)
    label = "i.X-ABDATE:2000-01-02\ni.X-ABLABEL:" + "_$!<" * LONG
    (day,) = read_vcard(f"BEGIN:VCARD\nFN:R\n{label}\nEND:VCARD").card.occasions
    assert day.what.startswith("_$!<")


def test_a_card_with_a_picture_is_edited_and_a_line_of_blanks_is_no_name():
    picture = "\r\n ".join(["PHOTO:" + "A" * 60, *["A" * 74] * (20 * LONG // 75)])
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:R\r\n{picture}\r\nEND:VCARD\r\n"
    written = edited(card, {"name": "Ruth Okafor"})
    assert len(written) > 20 * LONG and b"FN:Ruth Okafor\r\n" in written
    assert words_of("Ruth" + " " * LONG + "Okafor") == ("ruth", "okafor")
    assert words_of("(" * LONG + "\nx") == ()


def test_sentences_end_where_they_did_before_it_was_quick():
    plain = re.compile(
        r"(?<![\s.]\w)(?<!\d)(?<!\b[Nn][or])[.!?…]+[\"'”’)]*(?=\s)|[?!]+(?=\s)|\n\s*\n|\n(?=[ \t]*[-*•])"
    )
    for text in (
        "1.!? a",
        "No... b",
        "3?! c",
        'x."!" d',
        "a.b.. e",
        "(f!) g",
        "No.1? h",
        "e.g. i",
        "5.\n- j",
        "?!? k",
    ):
        assert [one.span() for one in _END.finditer(text)] == [one.span() for one in plain.finditer(text)]


def test_a_ticket_is_read_without_going_through_everybody():
    known = dict.fromkeys(map(str, range(LONG)), Who(name="Ruth"))
    ticket = {"id": 7, "requester_id": 1, "comments": [{"id": 1, "author_id": 1, "body": "My jug"}]}
    for _turn in range(5_000):
        assert read_zendesk(ticket, known).words[0].by.name == "Ruth"
