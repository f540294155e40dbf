"""The letter itself: its text whatever the charset, its page, its invitation."""

from __future__ import annotations

import base64

import pytest

from byhand.kit.mime import read_mail

_HEAD = b"From: a@b.example\nDate: Tue, 17 Nov 2026 16:20:00 +0000\nMIME-Version: 1.0\n"


def _text(data: bytes, charset: str, encoding: str = "8bit"):
    kind = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    return read_mail(_HEAD + kind.encode() + data)


def _multipart(kind: str, *parts: bytes):
    body = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return read_mail(_HEAD + f"Content-Type: multipart/{kind}; boundary=b\n\n".encode() + body + b"--b--\n")


PLAIN = b"Content-Type: text/plain\n\nHello Ruth\n"
PAGE = b"Content-Type: text/html\n\n<p>Hello <b>Ruth</b></p>\n"


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Töpfe".encode("latin-1"), "iso-8859-1", "Töpfe"),
        (b"\x93quoted\x94 \x80 5", "iso-8859-1", "“quoted” € 5"),
        ("Töpfe".encode(), "iso-8859-1", "Töpfe"),  # a lie
        ("Töpfe".encode(), "us-ascii", "Töpfe"),
        ("Töpfe".encode("cp1252"), "utf-8", "Töpfe"),
        ("Töpfe".encode(), '"UTF-8"', "Töpfe"),
        ("Töpfe".encode(), "utf8;format=x", "Töpfe"),
        ("Töpfe".encode(), "x-unknown", "Töpfe"),
        ("Töpfe".encode("cp1252"), "unheard-of", "Töpfe"),
        ("你好 镕".encode("gb18030"), "gb2312", "你好 镕"),
        ("안녕 똠".encode("cp949"), "ks_c_5601-1987", "안녕 똠"),
        ("①こ".encode("cp932"), "shift_jis", "①こ"),
        (b"\x1b$B-!$3\x1b(B!", "iso-2022-jp", "①こ!"),
        (b"\x1b(I1\x1b(B", "iso-2022-jp", "ｱ"),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        ("Привет".encode("cp1251"), "windows1251", "Привет"),
    ],
)
def test_text_is_read_whatever_the_charset_claims(data, charset, text):
    assert _text(data, charset).text == text


def test_a_lie_about_the_charset_is_told():
    assert "letters it claims (us-ascii)" in " ".join(_text("Töpfe".encode(), "us-ascii").problems)
    assert _text("Töpfe".encode(), "utf-8").problems == ()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"T=C3=B6pfe=\n fertig", "quoted-printable"),
        (base64.b64encode("Töpfe fertig".encode()), "base64"),
        (base64.b64encode("Töpfe fertig".encode()).rstrip(b"="), "BASE64"),
        (b"!!" + base64.b64encode("Töpfe fertig".encode()) + b"\n--junk", "base64 "),
        ("Töpfe fertig".encode(), "unheard-of"),
    ],
)
def test_transfer_encodings_are_undone(data, encoding):
    assert _text(data, "utf-8", encoding).text.startswith("Töpfe fertig")


def test_flowed_paragraphs_are_joined_and_signatures_are_not():
    text = b"a long \nline\n> quoted \n> on\n-- \nme"
    assert _text(text, "utf-8; format=flowed").text == "a long line\n> quoted on\n-- \nme"


def test_line_ends_are_newlines_and_nuls_are_gone():
    mail = _text(b"a\r\nb\0\rc", "utf-8")
    assert mail.text == "a\nb\nc"
    assert "NUL" in mail.problems[0]


def test_of_alternatives_the_text_is_read_and_the_page_is_shown():
    mail = _multipart("alternative", PLAIN, PAGE)
    assert (mail.text, mail.html, mail.is_rich) == ("Hello Ruth\n", "<p>Hello <b>Ruth</b></p>\n", False)
    assert mail.attachments == ()


def test_a_page_alone_gives_its_text():
    assert read_mail(_HEAD + PAGE).text == "Hello Ruth"


def test_an_empty_or_stub_alternative_gives_way_to_the_page():
    assert _multipart("alternative", b"Content-Type: text/plain\n\n \n", PAGE).text == "Hello Ruth"
    long = b"Content-Type: text/html\n\n<p>" + b"many words " * 100 + b"</p>"
    assert _multipart("alternative", b"Content-Type: text/plain\n\nSee the page.", long).text.startswith(
        "many words"
    )


def test_a_footer_added_by_a_list_is_shown_too():
    inner = (
        b"Content-Type: multipart/alternative; boundary=c\n\n--c\n" + PLAIN + b"\n--c\n" + PAGE + b"\n--c--"
    )
    mail = _multipart("mixed", inner, b"Content-Type: text/plain\n\nAll about the list")
    assert "Hello Ruth" in mail.text and mail.text.endswith("All about the list")
    assert mail.html is not None and "All about the list" in mail.html


def test_pictures_and_tables_make_a_page_rich():
    assert read_mail(_HEAD + b"Content-Type: text/html\n\n<p>x</p><img src=https://x.example/a.png>").is_rich
    assert read_mail(_HEAD + b"Content-Type: text/html\n\n<table><tr><td>a<td>b</table>").is_rich


def test_a_cut_off_message_is_shown_and_says_so():
    mail = read_mail(_HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + PLAIN)
    assert mail.text == "Hello Ruth\n"
    assert "before its last part is closed" in mail.problems[0]


def test_parts_that_cannot_be_told_apart_are_shown_as_text():
    mail = read_mail(_HEAD + b"Content-Type: multipart/mixed; boundary=lost\n\nHello\n")
    assert mail.text == "Hello\n"
    assert "cannot be told apart" in mail.problems[0]


def test_an_outer_boundary_may_begin_like_an_inner_one():
    inner = b"Content-Type: multipart/mixed; boundary=bb\n\n--bb\n" + PLAIN + b"\n--bb--"
    assert _multipart("mixed", inner, b"\nAnd more").text == "Hello Ruth\n\n\nAnd more"


CALENDAR = b"""Content-Type: text/calendar; method=REQUEST; charset=utf-8

BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:1@kiln
SUMMARY:Firing the kiln
DTSTART;TZID=Europe/Berlin:20261117T160000
DTEND;TZID=Europe/Berlin:20261117T180000
LOCATION:Kiln Lane
ORGANIZER;CN=Ruth:mailto:ruth@b.example
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_is_an_event_and_a_file():
    mail = _multipart("mixed", CALENDAR)
    assert mail.invitation is not None
    assert (mail.invitation.summary, mail.invitation.method) == ("Firing the kiln", "REQUEST")
    assert (mail.invitation.starts, mail.invitation.organizer) == (
        "2026-11-17T15:00:00+00:00",
        "ruth@b.example",
    )
    assert [one.filename for one in mail.attachments] == ["attachment.ics"]
    assert mail.text == ""


def test_an_answer_carries_our_mark_in_its_quote():
    mail = _text(b"Yes\n> Ref: bh-ABCDEFGHIJKLMNOPQRST234567\n> Ref: bh-abcdefghijklmnopqrst234567", "utf-8")
    assert mail.markers == ("abcdefghijklmnopqrst234567",)
