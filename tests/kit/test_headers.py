"""What a message's header says, however it is written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from byhand.kit.addresses import parse_addresses
from byhand.kit.mail_dates import parse_date
from byhand.kit.mime import Mailbox, read_mail


def _with(*lines: str | bytes):
    head = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return read_mail(head + b"\n\nHello\n")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("a@b.example, d@e.example", [("", "a@b.example"), ("", "d@e.example")]),
        ("Ruth Okafor <r@b.example>", [("Ruth Okafor", "r@b.example")]),
        (
            '"Okafor, Ruth" <r@b.example>, Bob (the man) <b@c.example>',
            [("Okafor, Ruth", "r@b.example"), ("Bob", "b@c.example")],
        ),
        ("Okafor, Ruth <r@b.example>", [("Okafor, Ruth", "r@b.example")]),
        ('"Ruth \\"Rue\\" O" <r@b.example>', [('Ruth "Rue" O', "r@b.example")]),
        ("'Ruth' <r@b.example>", [("Ruth", "r@b.example")]),
        ("r@b.example (Ruth (the) O)", [("Ruth (the) O", "r@b.example")]),
        ("undisclosed-recipients:;", []),
        (
            "Team: a@b.example, R <r@b.example>;, c@d.example",
            [("", "a@b.example"), ("R", "r@b.example"), ("", "c@d.example")],
        ),
        ("a@b.example; c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        ('"ruth okafor"@b.example', [("", '"ruth okafor"@b.example')]),
        ("<@x.example,@y.example:r@b.example>", [("", "r@b.example")]),
        ("=?utf-8?q?J=C3=B6rg?= <j@b.example>", [("Jörg", "j@b.example")]),
        ('"=?utf-8?B?SsO2cmc=?=" <j@b.example>', [("Jörg", "j@b.example")]),
        ("MAILER-DAEMON", [("", "MAILER-DAEMON")]),
        ("mailto:r@b.example", [("", "r@b.example")]),
        ("<>", []),
        ("r@[127.0.0.1]", [("", "r@[127.0.0.1]")]),
        ('"open <r@b.example>', [("open", "r@b.example")]),
    ],
)
def test_addresses_are_read_as_programs_write_them(field, expected):
    assert parse_addresses(field, 100) == tuple(Mailbox(*one) for one in expected)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Tue, 17 Nov 2026 16:20:00 +0100", "2026-11-17T15:20:00+00:00"),
        ("17 Nov 2026 16:20 -0530", "2026-11-17T21:50:00+00:00"),
        ("Tue, 17 Nov 2026 16:20:00 GMT", "2026-11-17T16:20:00+00:00"),
        ("Tue, 17 Nov 2026 16:20:00 PST", "2026-11-18T00:20:00+00:00"),
        ("Tue, 17 Nov 26 16:20:00 +0000 (UTC)", "2026-11-17T16:20:00+00:00"),
        ("Thu Aug 22 12:36:23 2002", "2002-08-22T12:36:23+00:00"),
        ("Tue, 17 Nov 2026 16:20:60 +0000", "2026-11-17T16:20:59+00:00"),
    ],
)
def test_dates_become_utc(field, expected):
    found = parse_date(field)
    assert found is not None and found.isoformat() == expected and found.tzinfo is UTC


@pytest.mark.parametrize(
    "field", ["", "yesterday", "Tue, 41 Nov 2026 16:20:00 +0000", "31 Dec 9999 23:59:59 -2359"]
)
def test_a_date_that_is_none_is_none(field):
    assert parse_date(field) is None
    assert "Its date cannot be read." in _with(f"Date: {field}", "From: a@b.example").problems


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        (b"Subject: =?iso-8859-1?q?Gl=E4ser?= =?iso-8859-1?q?_und_T=F6pfe?=", "Gläser und Töpfe"),
        (b"Subject: =?utf-8?B?w6Q=?=\n =?utf-8?B?w7Y=?= end", "äö end"),
        (b"Subject: =?utf-8?B?4oI=?= =?utf-8?B?rCAy?=", "€ 2"),  # a letter cut in two
        (b"Subject: =?UTF-8*en?Q?Caf=C3=A9?=", "Café"),
        (b"Subject: =?gb2312?B?xOO6ww==?=", "你好"),
        (b"Subject: =?unheard-of?q?plain?=", "plain"),
        ("Subject: Größe".encode(), "Größe"),
        ("Subject: Größe".encode("cp1252"), "Größe"),
        (b"Subject: \x1b$B$3$s\x1b(B", "こん"),
        (b"Subject: folded\n\tover", "folded\tover"),
        (b"Subject: =?utf-8?q?line=0Abreak?=", "line break"),
        (b"subject:no space", "no space"),
        (b"Subject: =?utf-8?q?not closed", "=?utf-8?q?not closed"),
    ],
)
def test_subjects_are_decoded(line, subject):
    assert _with(line).subject == subject.replace("\t", " ")


def test_ids_have_no_brackets_and_references_stand_oldest_first():
    mail = _with("Message-ID: <c@x>", "In-Reply-To: <b@x> (yours)", "References: <a@x>\n <b@x> <a@x>")
    assert (mail.message_id, mail.had_message_id) == ("c@x", True)
    assert mail.in_reply_to == ("b@x",)
    assert mail.references == ("a@x", "b@x")


def test_a_message_without_an_id_always_gets_the_same_one():
    first, second = _with("From: a@b.example"), _with("From: a@b.example")
    assert first.message_id == second.message_id != _with("From: c@b.example").message_id
    assert not first.had_message_id


def test_reply_to_beats_from_only_if_mail_can_go_there():
    valid = _with("From: Ruth <r@b.example>", "Reply-To: office@b.example")
    assert valid.writer == Mailbox("Ruth", "office@b.example")
    assert valid.sender == Mailbox("Ruth", "r@b.example")
    assert _with("From: Ruth <r@b.example>", "Reply-To: nobody").writer == Mailbox("Ruth", "r@b.example")


def test_behind_a_group_stands_the_original_sender():
    mail = _with(
        "From: Ruth via Studio <studio@b.example>",
        "X-Original-Sender: ruth@c.example",
        "List-Id: x <s.b.example>",
    )
    assert mail.writer == Mailbox("Ruth", "ruth@c.example")
    assert mail.list_id == "s.b.example"


def test_the_null_path_differs_from_none():
    assert _with("Return-Path: <>").return_path == ""
    assert _with("From: a@b.example").return_path is None
    assert _with("Return-Path: <a@b.example>").return_path == "a@b.example"


def test_results_of_authentication_keep_their_order():
    mail = _with("Authentication-Results: mx.ours; dkim=pass", "Authentication-Results: theirs;\n spf=fail")
    assert mail.authentication_results == ("mx.ours; dkim=pass", "theirs; spf=fail")


def test_a_separator_of_mbox_and_a_stray_line_do_not_hide_the_header():
    assert read_mail(b"From a@b Thu Aug 22 12:36:23 2002\nSubject: x\n\ny").subject == "x"
    assert read_mail(b"Subject: x\nstray line\nFrom: a@b.example\n\ny").sender.address == "a@b.example"
    assert read_mail(b"Subject: x\nThe letter begins at once.\n").text == "The letter begins at once.\n"


def test_the_time_is_a_moment():
    assert _with("Date: Tue, 17 Nov 2026 16:20:00 +0100").date == datetime(2026, 11, 17, 15, 20, tzinfo=UTC)
