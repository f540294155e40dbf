"""What came back, and why: whom a "no" speaks of, what a provider complains of, and at which address it arrived."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.letters import bounce, complaint

from byhand.kit.delivery_status import is_of_the_address, why
from byhand.kit.mime import Complaint, read_mail

OF_THE_ADDRESS = [
    ("5.1.1", "550 5.1.1 Nobody of that name lives here"), ("5.1.10", "recipient has a null MX"), ("5.2.1", "disabled"),
    ("5.1.6", "moved"), ("5.4.4", "Host or domain name not found"), ("", "550 No such user here"),
    ("5.0.0", "user unknown"), ("5.4.1", "Recipient address rejected: Access denied"), ("5.1.2", "bad host"),
]  # fmt: skip
OF_US = [
    ("5.7.1", "Message rejected due to content restrictions"), ("5.7.26", "unauthenticated mail"),
    ("5.1.1", "550 5.1.1 blocked: your reputation"), ("5.1.8", "bad sender"), ("5.1.7", "bad sender syntax"),
    ("5.2.2", "mailbox full"), ("5.3.4", "too large"), ("", "552 Over quota"), ("", "554 no reason"),
    ("5.4.1", "no answer from host"), ("4.1.1", "user unknown, for now"), ("4.2.1", "busy"), ("2.1.5", "delivered"),
    ("5.99999.1", "x"), ("nonsense", ""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "said"), OF_THE_ADDRESS)
def test_that_nobody_is_there_speaks_of_the_address(status: str, said: str):
    assert is_of_the_address(status, said)


@pytest.mark.parametrize(("status", "said"), OF_US)
def test_what_speaks_of_us_of_the_letter_or_of_the_moment_does_not(status: str, said: str):
    assert not is_of_the_address(status, said)


@given(st.text(max_size=20), st.text(max_size=200))
def test_whatever_a_server_says_has_some_meaning(status: str, said: str):
    assert why(status, said)


def test_a_report_tells_who_was_asked_for_and_what_was_said():
    raw = bounce(
        original="a@b.example", recipient="new@other.example", said="smtp; 550 5.1.1 No\r\n such user"
    )
    (one,) = read_mail(
        raw.replace(b"Action:", b"Original-Recipient: rfc822;old@b.example\r\nAction:")
    ).bounces
    assert (one.recipient, one.asked_for, one.said) == (
        "new@other.example", "old@b.example", "550 5.1.1 No such user",
    )  # fmt: skip


def test_a_complaint_is_read_and_is_a_machine():
    mail = read_mail(complaint(original="bh.x@clay.test", sender="studio+b.d.1.x@clay.test"))
    assert mail.complaint == Complaint("abuse", "bh.x@clay.test", ("studio+b.d.1.x@clay.test",))
    assert mail.automatic == "auto-generated" and not mail.bounces


def test_a_report_in_a_wrong_charset_base64_or_of_a_thousand_parts_is_read_or_left_and_nothing_else():
    plain = complaint(original="bh.x@clay.test")
    latin = plain.replace(b"Feedback-Type: abuse", "Feedback-Type: abus\xe9".encode("latin-1"))
    assert read_mail(latin).complaint.type == "abus"
    empty = plain.replace(b"Feedback-Type: abuse\r\n", b"").replace(b"Message-ID: <bh.x@clay.test>\r\n", b"")
    assert read_mail(empty).complaint.type == "" and read_mail(empty).complaint.original_id is None
    another = b"--c\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: fraud\r\n\r\n"
    many = plain.replace(b"--c--", another * 1000)
    assert read_mail(many).complaint.type == "abuse"
    cut = read_mail(plain[: plain.index(b"Feedback-Type")])
    assert cut.complaint is None or cut.complaint.type == ""


def test_the_addresses_at_which_a_mail_arrived_are_known_whatever_it_says_of_itself():
    noted = [
        "Delivered-To: one@clay.test", "Delivered-To: two@clay.test", "X-Original-To: three@clay.test",
        "Received: from x by y with LMTP id 1\r\n\tfor <four@clay.test>; Tue, 17 Nov 2026 16:25:00 +0000",
        "From: a@b.example", "To: Five <five@clay.test>, six", "Envelope-To: <seven@clay.test>",
    ]  # fmt: skip
    found = read_mail("\r\n".join([*noted, "", "x", ""]).encode()).reached_at
    assert found == tuple(f"{one}@clay.test" for one in ("one", "two", "three", "seven", "four", "five"))
    assert read_mail(("Delivered-To: x@y\r\n" * 5000 + "\r\n").encode()).reached_at == ("x@y",)
