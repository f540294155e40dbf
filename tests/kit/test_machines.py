# ruff: noqa: E501 - mail and HTML as they come
"""Is it a machine, is it spam, did something come back?"""

from __future__ import annotations

import pytest

from byhand.kit.mime import Bounce, read_mail


def _with(*lines: str, words: str = "Hello"):
    return read_mail("\n".join(["From: a@b.example", *lines, "", words, ""]).encode())


@pytest.mark.parametrize(
    ("lines", "automatic"),
    [
        (["Subject: Hello"], None),
        (["Auto-Submitted: no"], None),
        (["Auto-Submitted: No (really)"], None),
        (["X-Auto-Response-Suppress: All"], None),
        (["Auto-Submitted: auto-replied"], "auto-replied"),
        (["Auto-Submitted: auto-replied; owner-email=x"], "auto-replied"),
        (["Auto-Submitted: AUTO-GENERATED"], "auto-generated"),
        (["Auto-Submitted: auto-notified"], "auto-generated"),
        (["X-Autoreply: yes"], "auto-replied"),
        (["X-Autorespond: Re: x"], "auto-replied"),
        (["Precedence: auto_reply"], "auto-replied"),
        (["Precedence: Bulk"], "bulk"),
        (["Precedence: list"], "bulk"),
        (["Precedence: junk"], "bulk"),
        (["Precedence: first-class"], None),
        (["List-Id: <a.b>"], "bulk"),
        (["List-Unsubscribe: <mailto:x@y.example>"], "bulk"),
        (["X-Loop: me"], "auto-generated"),
        (["Return-Path: <>"], "auto-generated"),
        (["Return-Path: <>", "Subject: Out of office: Re: the lid"], "auto-replied"),
        (["Return-Path: <>", "Subject: Abwesenheitsnotiz"], "auto-replied"),
        (["Auto-Submitted: auto-generated", "List-Id: <a.b>"], "auto-generated"),
    ],
)
def test_machines_are_known_by_their_headers(lines, automatic):
    assert _with(*lines).automatic == automatic


@pytest.mark.parametrize(
    ("line", "spam"),
    [
        ("X-Spam-Status: Yes, score=9.1", True),
        ("X-Spam-Status: No, score=0.1", False),
        ("X-Spam-Flag: YES", True),
        ("X-Spam: Yes", True),
        ("X-Rspamd-Action: add header", True),
        ("X-Rspamd-Action: no action", False),
        ("X-Rspamd-Action: greylist", False),
        ("X-Spamd-Result: default: True [15.30 / 15.00]", True),
        ("X-Spamd-Result: default: False [1.30 / 15.00]", False),
    ],
)
def test_the_server_s_word_on_spam_is_read(line, spam):
    assert _with(line).spam is spam


REPORT = b"""From: MAILER-DAEMON@mx.example
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

I'm sorry to have to inform you.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ruth@gone.example
Action: %s
Status: %s
Diagnostic-Code: smtp; 550 5.1.1 no such person

Final-Recipient: rfc822; tom@gone.example
Action: delivered
Status: 2.0.0

--b
Content-Type: message/rfc822

Message-ID: <ours@kilnlane.example>
Subject: The lid

Hello
--b--
"""


@pytest.mark.parametrize(
    ("action", "status", "permanent"),
    [(b"failed", b"5.1.1", True), (b"delayed", b"4.4.1", False), (b"failed", b"4.4.7", True)],
)
def test_a_delivery_report_names_whom_and_why_and_which(action, status, permanent):
    mail = read_mail(REPORT % (action, status))
    assert mail.automatic == "bounce"
    said = "550 5.1.1 no such person"
    ours = Bounce("ruth@gone.example", status.decode(), permanent, "ours@kilnlane.example", said=said)
    assert mail.bounces == (ours,)
    assert [one.filename for one in mail.attachments] == ["message.txt", "The lid.eml"]


def test_a_report_of_success_is_no_bounce():
    mail = read_mail(REPORT % (b"delivered", b"2.0.0"))
    assert (mail.bounce, mail.automatic) == (None, "auto-generated")


def test_the_header_alone_is_enough_to_find_the_original():
    raw = (REPORT % (b"failed", b"5.1.1")).replace(
        b"Content-Type: message/rfc822", b"Content-Type: text/rfc822-headers"
    )
    bounce = read_mail(raw).bounce
    assert bounce and bounce.original_id == "ours@kilnlane.example"


def test_exim_says_whom_in_a_field_of_its_own():
    mail = _with(
        "Subject: Mail delivery failed: returning message to sender", "X-Failed-Recipients: ruth@gone.example",
        words="550 5.1.1 no such user\n\n------ This is a copy of the message ------\n\nMessage-ID: <ours@kilnlane.example>",
    )  # fmt: skip
    said = "550 5.1.1 no such user"
    assert mail.bounce == Bounce("ruth@gone.example", "5.1.1", True, "ours@kilnlane.example", said=said)


def test_qmail_says_it_in_words():
    raw = b"""From: MAILER-DAEMON@mx.example
Return-Path: <>
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<ruth@gone.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: <ours@kilnlane.example>
"""
    said = "Sorry, no mailbox here by that name. (#5.1.1)"
    assert read_mail(raw).bounce == Bounce(
        "ruth@gone.example", "5.1.1", True, "ours@kilnlane.example", said=said
    )


def test_a_warning_of_delay_is_not_permanent():
    mail = read_mail(
        b"From: postmaster@mx.example\nReturn-Path: <>\nSubject: Warning: message delayed 24 hours\n\n"
        b"Delivery to ruth@slow.example will be retried. Status 4.4.1\n"
    )
    said = "Delivery to ruth@slow.example will be retried. Status 4.4.1"
    assert mail.bounce == Bounce("ruth@slow.example", "4.4.1", False, None, said=said)


def test_a_person_who_writes_of_failed_delivery_is_no_bounce():
    assert _with("Subject: Delivery failed?", words="My parcel could not be delivered.").bounce is None


def test_a_receipt_of_reading_is_a_grey_line():
    mail = _with(
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
        words="--b\n\nRead.\n--b--",
    )
    assert (mail.automatic, mail.bounce) == ("auto-generated", None)
