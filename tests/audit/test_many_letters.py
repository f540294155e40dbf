"""Letters read together are the letters read one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bench.corpora import FOLDER
from tests.kit.hostile import CORPUS, SLOW

from byhand.audit.letters import add_letter
from byhand.audit.many_letters import add_letters
from byhand.audit.rows import Rows
from byhand.kit.archives import open_archive


def _assert_same(letters):
    alone, together = Rows(0), Rows(0)
    placed = [(str(number), raw) for number, raw in enumerate(letters)]
    for place, raw in placed:
        add_letter(alone, raw, place)
    add_letters(together, placed)
    ours, theirs = together.messages(), alone.messages()
    for name in theirs.columns:
        assert ours[name].to_list() == theirs[name].to_list(), name
    assert sorted(together.unreadable) == sorted(alone.unreadable)
    assert _addresses(together) == _addresses(alone)


def _addresses(rows):
    """Whom they call by name first may differ, not whether anybody does."""
    return {person: (address, bool(name)) for person, (address, name) in rows.people.items()}


_ADDRESSES = st.lists(st.sampled_from([
    "a@b.example", " A@B.example", "Ada <ada@c.example>", '"Kron, Ada" <ada@c.example>', "ada at c.example",
    "", "nobody", "Group: x@y.example;", "=?utf-8?q?=C3=84da?= <ada@c.example>", "\n d@e.example",
    "\n\td@e.example", "'f@g.example'", "f@g.example (Finn)", "<h@i.example>", "Jörg <j@k.example>", "l@m",
    "\x0bn@o.example", "<>", "@", "MAILER-DAEMON",
]), max_size=4).map(",".join)  # fmt: skip
_NAMES = st.sampled_from(["From", "To", "Cc", "Bcc", "Sender", "FROM", "to", "To ", "Reply-To"])
_FIELDS = st.sampled_from([
    "Date: Mon, 9 Jan 2023 10:00:00 +0100 (CET)", "Date: 9 Jan 23 10:00 EST",
    "Date:  9 Jan 2023 25:10:00 +0000", "Date:", "date: Mon,  9 Jan 2023 09:00:60 -0000", "Subject: Ünïcode",
    "Subject:\n folded\n\ttwice", "Subject: =?utf-8?q?a?=", "Subject: a\tb\x01c", "SUBJECT: b",
    "no field at all", "X : y", "X\x02: y", "X-Y:", "\tfolded", ": nothing", "", "Message-ID: <a@b>",
    "Message-Id:\n <c@d>", "References: <a@b> <c@d>", "References: ", "In-Reply-To: <e@f", "References: g",
    "Content-Type: text/html; charset=latin-1", "Content-Type: text/plain; format=flowed; charset=\"utf-8\"",
    "Content-Type: x", "Content-Type: multipart/mixed; boundary=b",
    "Content-Type:\n multipart/report; boundary=b", "content-type: TEXT/PLAIN",
    "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: Quoted-Printable", "Precedence: bulk",
    "Auto-Submitted: auto-replied", "Return-Path: <>", "Return-Path: <a@b.example>", "List-Id: <x.y>",
    "X-Failed-Recipients: a@b.example", "X-Loop: y", "precedence: list",
])  # fmt: skip
_BODIES = st.sampled_from([
    "Hello", "", "> said\nnew", "--b\nContent-Type: text/html\n\n<p>Hi<br>you</p>\n--b--\n", "SGVsbG8=",
    "a=20b=\nc", "Grüße", "soft \nline", "<p>page</p>", "a\rb", "nul\0l", "esc\x1b$B", "\n\nFrom here",
    "x" * 100_001, "\x1c",
])  # fmt: skip
_HEAD = st.lists(_FIELDS | st.builds("{}: {}".format, _NAMES, _ADDRESSES), max_size=7).map("\n".join)
_LETTER = st.builds(
    lambda begin, head, end, body, charset: (begin + head + end + body).encode(charset, "replace"),
    st.sampled_from(["From: Bea <bea@c.example>\n"] * 6 + ["", "\n", "From bea\n", ">From bea\n"]), _HEAD,
    st.sampled_from(["\n\n"] * 6 + ["\r\n\r\n", "\n", ""]), _BODIES, st.sampled_from(["utf-8", "utf-8", "latin-1"]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_LETTER, max_size=6))
def test_letters_read_together_are_those_read_one_by_one(letters):
    _assert_same(letters)


def test_nor_do_hostile_letters_differ():
    _assert_same([CORPUS[name]() for name in sorted(set(CORPUS) - SLOW)])


@pytest.mark.parametrize("file", ["enron-6.mbox.gz", "spamassassin.mbox.gz"])
def test_nor_does_real_mail(file):
    if not (FOLDER / file).exists():
        pytest.skip("the large data is not here (BYHAND_LARGE_DATA)")
    _assert_same([one.raw for one in open_archive(FOLDER / file).messages()][::3])
