"""Small things that the pages are made of."""

import datetime as dt

import pytest
from django.utils import timezone

from byhand.conversations.answering import written  # type: ignore[attr-defined]
from byhand.kit.mime import Mailbox
from byhand.web import faces, times
from byhand.web.paragraphs import lines


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("a\r\n \r\nb", "<p>a</p><p>b</p>"),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_plain_words_become_paragraphs(text, html):
    assert str(lines(text)) == html


def test_addresses_become_links_that_show_where_they_lead():
    html = str(lines("See https://x.example/a?b=1&c=2, and (http://y.example). javascript:alert(1)"))
    assert (
        'href="https://x.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">https://x'
        in html
    )
    assert 'href="http://y.example"' in html and "javascript:alert(1)</p>" in html


def test_a_very_long_text_is_cut_and_quick():
    assert len(str(lines("https://" + "x" * 10_000_000))) < 200_000
    assert len(str(lines("\n\n \n" * 1_000_000))) < 200_000


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ruth Okafor", "RO"),
        ("ruth@harrow.example", "R"),
        ("Inês de Carvalho", "IC"),
        ("", "·"),
        ("🙂", "·"),
        ("李 明", "李明"),
    ],
)
def test_a_face_has_the_first_letters(name, letters):
    assert faces.initials(name) == letters
    assert faces.tint(name) == faces.tint(name.upper())


def test_times_are_short_near_and_long_far(settings):
    now = timezone.localtime()
    assert times.day(now) == f"{now:%H:%M}"
    assert times.day(now - dt.timedelta(days=3)) == f"{now - dt.timedelta(days=3):%a}"
    assert times.day(now - dt.timedelta(days=800)).endswith(str((now - dt.timedelta(days=800)).year))
    assert times.day(now + dt.timedelta(days=2)) != f"{now + dt.timedelta(days=2):%a}", (
        "tomorrow is no day of this week"
    )
    today = timezone.localdate()
    near = [times.near_date(today + dt.timedelta(days=days)) for days in (-1, 0, 1)]
    assert near == ["yesterday", "today", "tomorrow"]
    assert times.near_date(today + dt.timedelta(days=2)) == times.date(today + dt.timedelta(days=2))
    assert times.day(None) == times.clock(None) == times.date(None) == ""


def test_a_wait_is_counted_in_days():
    assert times.waited_days(timezone.now() - dt.timedelta(hours=23)) == ""
    assert times.waited_days(timezone.now() - dt.timedelta(hours=25)) == "1 day"
    assert times.waited_days(timezone.now() - dt.timedelta(days=9)) == "9 days"


def test_a_recipient_is_written_so_that_it_reads_back():
    for one in (Mailbox("Okafor, Ruth", "r@x.example"), Mailbox("Ruth", "r@x.example"), Mailbox("", "r@x.example"),
                Mailbox('Ann "Nan" Lee', "r@x.example"), Mailbox("r@x.example", "r@x.example")):  # fmt: skip
        from byhand.conversations.recipients import recipients_in

        (read,) = recipients_in(written(one))
        assert read.address == "r@x.example"
