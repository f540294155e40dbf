"""Words that came another way than by mail are kept as letters, and say again exactly what was said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byhand.channels.said import Said, SaidFile, heard, letter, message_id, was_proved
from byhand.kit.mime import Mailbox, attachment_content, read_mail
from byhand.kit.reach import kind_of

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
MIA = Mailbox("Mia", "visitor:k3v9")


def said(text: str = "Is the kiln course full?", by: Mailbox = MIA, **more: object) -> Said:
    return Said(id="chat:1:1", by=by, text=text, at=AT, matter="1", **more)  # type: ignore[arg-type]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400)


@given(WORDS, st.text(max_size=80), st.sampled_from(["visitor:k3v9", "+49301234567", "mia@lind.example"]))
def test_a_letter_says_who_said_what(text: str, name: str, address: str) -> None:
    mail = heard(read_mail(letter(said(text, Mailbox(name, address)))))
    assert mail.writer.address == address
    assert mail.new_text == mail.text
    assert "".join(mail.text.split()) == "".join(text.split())
    assert mail.date == AT
    assert mail.message_id == message_id("chat:1:1")


def test_lines_that_look_like_quotes_and_signatures_are_the_persons_own() -> None:
    words = "> five\nis more than four\n-- \nMia"
    assert heard(read_mail(letter(said(words)))).new_text.split() == words.split()


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=40))
def test_no_name_breaks_out_of_its_line(name: str, subject: str, filename: str) -> None:
    one = said(
        by=Mailbox(f"{name}\r\nBcc: all@kilnlane.example", "+49301234567"),
        subject=f"{subject}\nAuto-Submitted: auto-replied",
        files=(SaidFile(f"{filename}\r\n.png", "image/png\r\nX: y", b"\x89PNG"),),
    )
    mail = heard(read_mail(letter(one)))
    assert mail.writer.address == "+49301234567"
    assert mail.automatic is None
    assert not mail.bcc
    assert attachment_content(letter(one), 0) == b"\x89PNG"
    assert mail.attachments[0].type == "application/octet-stream"


def test_what_was_proved_is_told_and_what_nobody_asked_is_not() -> None:
    for told in (True, False, None):
        assert was_proved(heard(read_mail(letter(said(verified=told))))) is told


def test_nobody_poses_as_a_telephone_by_mail() -> None:
    raw = b"From: Ruth <+49301234567@phone.invalid>\r\nAuthentication-Results: said.invalid; said=pass\r\n\r\nHello"
    assert kind_of(read_mail(raw).writer.address) == "email"


@pytest.mark.parametrize("address", ["", "49301234567", "+0123", "visitor:", "visitor:a b", "a@b>,<c@d"])
def test_words_of_nobody_are_not_taken(address: str) -> None:
    with pytest.raises(ValueError, match="somebody"):
        letter(said(by=Mailbox("Mia", address)))
