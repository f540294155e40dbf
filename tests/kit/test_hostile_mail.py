# ruff: noqa: E501 - mail and HTML as they come
"""Whatever the bytes, a message is read: within seconds, within memory, as clean text."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kit.hostile import CORPUS, SLOW

from byhand.kit.mime import NOT_UNDERSTOOD, read_mail
from byhand.kit.telling import to_json

SECONDS = 8.0  # of processor time, on a slow and busy machine; the usual is a tenth of it

_CHILD = """
import sys
from tests.kit.hostile import CORPUS
from byhand.kit.mime import read_mail
raw = CORPUS[sys.argv[1]]()
mail = read_mail(raw)
# Not ru_maxrss: a child begins with the peak of whoever started it.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024, len(mail.attachments), len(mail.text))
"""


def _told(raw: bytes) -> str:
    told = json.dumps(to_json(read_mail(raw)), ensure_ascii=False)
    told.encode()  # raises for lone surrogates
    return told


@pytest.mark.parametrize("name", sorted(set(CORPUS) - SLOW))
def test_hostile_mail_is_read_in_time_and_as_clean_text(name):
    raw = CORPUS[name]()
    begun = time.process_time()
    told = _told(raw)
    assert time.process_time() - begun < SECONDS
    assert "\\u0000" not in told
    assert NOT_UNDERSTOOD not in told


@pytest.mark.parametrize("name", sorted(SLOW))
def test_the_largest_mail_stays_far_below_400_mb(name):
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, name], capture_output=True, text=True, timeout=60, check=True
    )
    megabytes, attachments, letters = map(int, done.stdout.split())
    assert megabytes < 300  # the 60 MB of the mail itself and the making of it included
    assert attachments == 1
    assert 0 < letters <= 5_000_000


def test_an_empty_file_says_that_it_is_empty():
    assert read_mail(b"").problems == ("It is empty.",)


def test_text_without_a_header_is_still_shown():
    mail = read_mail(b"Hello, I am only text.\nReally.\n")
    assert mail.text == "Hello, I am only text.\nReally.\n"
    assert mail.problems == ("It has no header at all.",)


def test_what_lies_beyond_a_limit_is_named():
    assert "more than 1,000 parts" in " ".join(read_mail(CORPUS["10,000 parts"]()).problems)
    assert "nested more than" in " ".join(read_mail(CORPUS["200 levels"]()).problems)
    assert "header is longer" in " ".join(read_mail(CORPUS["a 5 MB header"]()).problems)


def test_the_letter_behind_a_huge_header_is_shown():
    assert read_mail(CORPUS["a 5 MB header"]()).text == "Hello\n"


def test_an_encoded_line_break_makes_no_new_header():
    mail = read_mail(CORPUS["header injections"]())
    assert mail.bcc == ()
    assert all(character.isprintable() for character in mail.message_id + "".join(mail.references))
    assert all("\n" not in one.name for one in mail.reply_to)


def test_a_memoryview_reads_as_its_bytes():
    raw = CORPUS["every charset lie"]()
    assert read_mail(memoryview(raw)) == read_mail(raw)


_FRAGMENTS = st.sampled_from([
    b"From: ", b"To: ", b"Subject: ", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html\n",
    b"Content-Type: text/plain; charset=", b"utf-7", b"iso-2022-jp", b"--b\n", b"--b--", b"\n\n", b"\r\n", b"<p>", b"=?", b"?=",
    b"?q?", b"?b?", b"=?utf-8?q?=C3=A4?=", b"<a@b>", b'"', b"(", b";", b",", b"\0", b"\xff", b"\x1b$B", b"On 1.1.2020 a wrote:\n",
    b"> ", b"-- \n", b"From: a\nSent: b\nTo: c\n", b"Content-Transfer-Encoding: base64\n", b"begin 644 a\n", b"Date: 1 Jan 70",
    b"Content-Disposition: attachment; filename*0*=utf-8''%FF; filename=", b"Content-Type: message/delivery-status\n\n",
    b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:", b"Return-Path: <>\n", b"&#xD800;", b"<img src=cid:",
])  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=500),
        st.lists(st.one_of(_FRAGMENTS, st.binary(max_size=8)), max_size=40).map(b"".join),
    )
)
def test_no_bytes_at_all_break_the_reader(raw):
    mail = read_mail(raw)
    assert NOT_UNDERSTOOD not in mail.problems
    told = _told(raw)
    assert "\\u0000" not in told
    assert mail.message_id
