"""Whatever stands in a field, a letter is one text and one HTML part under the same header fields."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from byhand.channels.email.header_fields import one_line
from byhand.gate.many import headers
from byhand.gate.many.markdown import CLOSE, OPEN, to_html, to_plain
from byhand.gate.many.plan import Words
from byhand.gate.many.rendering import boundary_of, filled, skeleton

BOUNDARY = boundary_of("a broadcast")
CONSTANT = b"X-Same: yes\r\n" + (headers.CONTENT % BOUNDARY).encode()


def letter(words: Words, **facts: str) -> bytes:
    made = skeleton(words, to_plain(words.body), to_html(words.body), constant=CONSTANT, boundary=BOUNDARY)
    return made.letter("To: ruth@harrow.example\r\n", facts)


def read(raw: bytes) -> tuple[EmailMessage, str, str]:
    mail = message_from_bytes(raw, policy=default)
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return mail, plain.get_content(), html.get_content()


SAID = Words(
    "en",
    "For {name} in {city}",
    "Dear {name},\n\n**{name}**, [here](https://k.example/?n={name}&c=1) `{city}`.",
)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200), st.text(max_size=60))
@example("\r\nBcc: all@there.example\r\n\r\n<b>", f"--{BOUNDARY}--")
@example("</p><script>alert(1)</script>", "\n.\r\nMAIL FROM:<x>")
@example("{city}", "\ue000name\ue001")
@example("=\r\n=41=", "x" * 60)
@example("&amp;\" onclick='x'", "ß" * 60)
def test_nothing_in_a_field_changes_what_a_letter_is(name: str, city: str) -> None:
    raw = letter(SAID, name=name, city=city)
    mail, plain, html = read(raw)
    assert mail.keys() == ["To", "Subject", "X-Same", "MIME-Version", "Content-Type"]
    assert not mail.defects and not any(part.defects for part in mail.iter_parts())
    assert max(map(len, raw.split(b"\r\n"))) <= 998 and b"\n" not in raw.replace(b"\r\n", b"")
    assert html.count("<p ") == 2 and html.count("<a ") == 1 and "<script" not in html and "<b>" not in html
    said = " ".join(name.encode("utf-8", "replace").decode().split())
    if said.isprintable() and said == name:
        assert f"Dear {name}," in plain


of_lines = st.text(st.sampled_from("abcdefgh =.\tß\n"), max_size=200)


@settings(deadline=None, max_examples=150)
@given(of_lines, of_lines, of_lines)
@example("", "", "a" * 75 + " \nthe line ends in a space, which is written with three signs")
@example("a" * 76, "b" * 76, "ß" * 38 + "a")
def test_no_line_of_a_letter_is_longer_than_76_signs(before: str, fact: str, behind: str) -> None:
    text = f"{before}{OPEN}fact{CLOSE}{behind}"
    made = skeleton(Words("en", "", ""), text, text, constant=CONSTANT, boundary=BOUNDARY)
    raw = made.letter("", {"fact": fact})
    _head, _, body = raw.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76
    mail, plain, html = read(raw)
    said = f"{before}{one_line(fact)}{behind}"
    assert {one.replace("\r\n", "\n") for one in (plain, html)} == {said} and not mail.defects


def test_markdown_is_read_in_the_words_and_never_in_a_fact() -> None:
    _mail, plain, html = read(letter(SAID, name="**Ruth** [x](http://evil.example)", city="Harrow"))
    assert "**Ruth** [x](http://evil.example)" in plain and html.count("<a ") == 1
    assert "https://k.example/?n=%2A%2ARuth%2A%2A%20%5Bx%5D%28http%3A%2F%2Fevil.example%29&amp;c=1" in html


@pytest.mark.parametrize(
    ("words", "html", "plain"),
    [
        ("# Hello\n\nYou", ["<h1 style=", ">Hello</h1>"], "Hello\n\nYou"),
        ("- one\n- two\n  - three", ["<ul style=", "<li>"], "- one\n- two\n  - three"),
        ("3. one\n4. two", ['<ol start="3"'], "3. one\n4. two"),
        ("> said\n> twice", ["<blockquote style="], "> said\n> twice"),
        ("[the page](https://k.example/a)", ['href="https://k.example/a"'], "the page (https://k.example/a)"),
        ("<script>alert(1)</script>", ["&lt;script&gt;"], "<script>alert(1)</script>"),
        ("[x](javascript:alert(1))", ["[x](javascript:alert(1))"], "[x](javascript:alert(1))"),
        ("![A jar](https://spy.example/x.png)", [">A jar</p>"], "A jar"),
        ("![A jar](/help/pictures/ab)", ['alt="A jar"', "max-width:100%"], "A jar"),
    ],
)
def test_one_column_with_its_style_and_the_same_in_plain_text(words: str, html: str, plain: str) -> None:
    made = to_html(words)
    assert all(one in made for one in html), made
    assert "<script" not in made and "spy.example" not in made
    assert to_plain(words) == plain


def test_what_is_said_to_one_is_the_words_with_their_facts() -> None:
    assert filled("Dear {name} {of} {Name}", {"name": "{of}", "of": "Harrow"}) == "Dear {of} Harrow {Name}"
