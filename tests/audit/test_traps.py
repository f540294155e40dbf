"""What real archives did to a prototype: clocks that are wrong, headers that are broken, words that move about."""

from __future__ import annotations

import textwrap

import polars as pl
import pytest
from tests.audit.studio import COLLEAGUES, US, Studio

from byhand.audit import read
from byhand.audit.findings.mix import sent
from byhand.audit.gathering import gather
from byhand.audit.letters import add_letter
from byhand.audit.rows import Rows
from byhand.audit.scripting import marked, shares
from byhand.audit.units import units_of


def _row(raw: bytes):
    rows = Rows(0)
    add_letter(rows, raw, "here")
    assert not rows.unreadable
    return rows, rows.found[0]


def _history(studio: Studio, tmp_path):
    history = gather(read([studio.mbox(tmp_path / "m")]), [US])
    return history, marked(history.units, history.exchanges.filter("out"))


@pytest.mark.parametrize("year", ["0002", "1980", "2044", "0102", "99999"])
def test_a_wrong_clock_gives_no_time(year):
    _, row = _row(b"From: a@b.example\nDate: Tue, 28 Feb " + year.encode() + b" 08:06:44 -0800\n\nHello")
    assert row.time is None


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        ("Mon, 9 Jan 2023 10:00:00 +0100", 1_673_254_800),
        ("9 Jan 2023 10:00:00 +0100 (CET)", 1_673_254_800),
        ("Mon, 09 Jan 2023 04:00:00 EST", 1_673_254_800),
        ("Mon,  9 Jan 2023 09:00:60 -0000", 1_673_254_859),
        ("Mon, 9 Jan 23 09:00 GMT", 1_673_254_800),
        ("", None),
        (":", None),
        ("Mon, 9 Jan 2023 25:61:00 +0100", None),
    ],
)
def test_dates_are_read_in_the_ways_programs_write_them(date, seconds):
    assert _row(f"From: a@b.example\nDate: {date}\n\nHello".encode())[1].time == seconds


@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
def test_letters_that_are_not_ascii_stand_in_a_header_as_they_are(charset):
    rows, row = _row("From: Jörg <j@b.example>\nSubject: Grüße\n\nHello".encode(charset))
    assert (row.subject, rows.people[row.sender]) == ("Grüße", ("j@b.example", "Jörg"))


@pytest.mark.parametrize("field", ["ada at c.example (Ada Kron)", "ada at c.example"])
def test_an_archive_of_a_list_hides_addresses_from_robots_not_from_us(field):
    rows, row = _row(f"From: {field}\nTo: list@d.example\n\nI am at home.".encode())
    assert rows.people[row.sender][0] == "ada@c.example"


def test_who_got_a_blind_copy_is_not_known_and_that_is_no_trouble(tmp_path):
    studio = Studio()
    studio.letters += [
        f"From: {COLLEAGUES[0]}\nSubject: news {n}\nDate: Mon, 9 Jan 2023 10:00:00 +0100\n\n{studio.prose()}\n"
        for n in range(3)
    ]
    history, _ = _history(studio, tmp_path)
    assert history.messages["direction"].to_list() == ["internal"] * 3


def test_mail_through_a_list_has_one_recipient_and_is_a_broadcast(tmp_path):
    studio = Studio()
    for _ in range(4):
        studio.write(
            COLLEAGUES[0], "friends@lists.example", studio.prose(), "news", extra="List-Id: <friends.lists>\n"
        )
    history, units = _history(studio, tmp_path)
    assert sent(history, shares(units))["kind"].to_list() == ["broadcast"] * 4


def test_one_message_to_two_hundred_is_a_broadcast_and_no_script(tmp_path):
    studio, words = Studio(), Studio().prose(4)
    studio.write(COLLEAGUES[0], ", ".join(studio.person() for _ in range(200)), words, "news")
    studio.write(COLLEAGUES[0], ", ".join(studio.person() for _ in range(8)), words, "a few")
    history, units = _history(studio, tmp_path)
    assert not units["scripted"].any()
    assert sorted(sent(history, shares(units))["kind"]) == ["broadcast", "personal"]


def test_a_script_is_one_sentence_however_a_longer_name_wraps_its_lines():
    said = "We are sorry to hear, {}, that your parcel has been delayed on its way to you and comes later this week."
    names = ("Bo", "Anna Maria", "Hildegard Wilhelmine Oppenheimer")
    texts = [textwrap.fill(said.format(name), width) for name in names for width in (40, 60, 72)]
    frame = pl.DataFrame({"row": range(len(texts)), "text": texts})
    assert units_of(frame)["unit"].n_unique() == 1


def test_whom_a_script_calls_by_name_first_does_not_hide_it():
    texts = [
        f"{name}, your order has been packed and leaves the house today."
        for name in ("Bo", "Ann-Sophie", "Élodie")
    ]
    assert units_of(pl.DataFrame({"row": range(3), "text": texts}))["unit"].n_unique() == 1


def test_an_answer_that_names_the_last_letter_alone_belongs_to_the_conversation_of_the_first(tmp_path):
    studio, person = Studio(), "Ada Kron <ada@c.example>"
    last = studio.ask(person, "a jug")
    for number in range(9):
        last = studio.write((COLLEAGUES[0], person)[number % 2], (person, COLLEAGUES[0])[number % 2], studio.prose(),
                            f"part {number}", last)  # fmt: skip
    history, _ = _history(studio, tmp_path)
    assert history.messages["thread"].n_unique() == 1


def test_letters_that_refer_to_each_other_in_a_circle_are_read_all_the_same(tmp_path):
    studio = Studio()
    for own, other in (("a", "b"), ("b", "a"), ("c", "c")):
        studio.letters.append(
            f"From: ada@c.example\nTo: ruth@studio.example\nMessage-ID: <{own}>\nReferences: <{other}>\n"
            f"Date: Mon, 9 Jan 2023 10:00:00 +0100\n\n{studio.prose()}\n"
        )
    assert _history(studio, tmp_path)[0].messages.height == 3
