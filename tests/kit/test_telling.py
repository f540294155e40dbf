"""A message as JSON, and the reading of suspect mail in a child process."""

from __future__ import annotations

import json
from hashlib import sha256

from tests.kit.hostile import CORPUS

from byhand.kit.guarded import Unread, read_guarded
from byhand.kit.mime import read_mail
from byhand.kit.reading import read_file_as_json

_RAW = b"""Return-Path: <>
From: Ruth <ruth@b.example>
To: studio@c.example
Message-ID: <2@b.example>
In-Reply-To: <1@c.example>
References: <0@c.example> <1@c.example>
Date: Tue, 17 Nov 2026 16:20:00 +0100
Subject: The lid
Content-Type: multipart/mixed; boundary=b

--b

Yes
> no
--b
Content-Type: text/csv; name=a.csv

1,2
--b--
"""


def test_the_json_has_exactly_these_fields(tmp_path):
    (tmp_path / "a.eml").write_bytes(_RAW)
    assert json.loads(read_file_as_json(tmp_path / "a.eml")) == {
        "message_id": "2@b.example",
        "date": "2026-11-17T15:20:00+00:00",
        "from": {"name": "Ruth", "address": "ruth@b.example"},
        "reply_to": [],
        "to": [{"name": "", "address": "studio@c.example"}],
        "cc": [],
        "subject": "The lid",
        "text": "Yes\n> no",
        "new_text": "Yes",
        "html": None,
        "attachments": [
            {
                "filename": "a.csv", "type": "text/csv", "size": 3, "inline": False, "content_id": None,
                "sha256": sha256(b"1,2").hexdigest(),
            }
        ],
        "automatic": "auto-generated",
        "bounce": None,
        "in_reply_to": ["1@c.example"],
        "references": ["0@c.example", "1@c.example"],
        "problems": [],
    }  # fmt: skip


def test_a_child_reads_as_we_do(tmp_path):
    path = tmp_path / "mail"
    path.write_bytes(_RAW)
    assert read_guarded(path, seconds=60, memory_bytes=400_000_000) == read_mail(_RAW)


def test_a_child_that_takes_too_long_is_ended(tmp_path):
    (tmp_path / "mail").write_bytes(_RAW)
    told = read_guarded(tmp_path / "mail", seconds=0.01, memory_bytes=400_000_000)
    assert told == Unread("Reading it took longer than 0.01 seconds.")


def test_a_child_that_takes_too_much_memory_is_ended(tmp_path):
    (tmp_path / "mail").write_bytes(CORPUS["60 MB of text"]())
    told = read_guarded(tmp_path / "mail", seconds=60, memory_bytes=100_000_000)
    assert isinstance(told, Unread) and "100 MB of memory" in told.reason


def test_the_60_mb_mail_is_read_by_a_child_within_400_mb(tmp_path):
    (tmp_path / "mail").write_bytes(CORPUS["60 MB"]())
    told = read_guarded(tmp_path / "mail", seconds=60, memory_bytes=400_000_000)
    assert not isinstance(told, Unread) and told.attachments[0].filename == "big.zip"
