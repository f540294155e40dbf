# ruff: noqa: E501 - mail and HTML as they come
"""Hostile mail, made when it is asked for: nothing big is kept in the repository."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable

_HEAD = b"From: Mallory <mallory@bad.example>\r\nTo: studio@kilnlane.example\r\nSubject: hm\r\nMIME-Version: 1.0\r\n"


def _with_header(name: bytes, value: bytes) -> bytes:
    return _HEAD + name + b": " + value + b"\r\n\r\nHello\r\n"


def _page(html: str) -> bytes:
    return _HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()


def _text(text: str) -> bytes:
    return _HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()


def sixty_megabytes() -> bytes:
    """One file of 44 MB, 60 MB once it is base64."""
    block = base64.encodebytes(random.Random(1).randbytes(57 * 1000))
    boundary = (
        b"--b\r\nContent-Type: application/zip; name=big.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    head = _HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHere it is.\r\n"
    return head + boundary + block * (60_000_000 // len(block)) + b"\r\n--b--\r\n"


def sixty_megabytes_of_text() -> bytes:
    return _HEAD + b"\r\n" + b"All work and no play makes a dull message.\r\n" * 1_360_000


def ten_thousand_parts() -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return _HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 10_000 + b"--b--\r\n"


def two_hundred_levels() -> bytes:
    raw = b"Content-Type: text/plain\r\n\r\nThe innermost.\r\n"
    for level in range(200):
        name = b"b%d" % level
        raw = b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n%s\r\n--%s--\r\n" % (
            name,
            name,
            raw,
            name,
        )
    return _HEAD + raw


def two_hundred_messages_in_messages() -> bytes:
    raw = _HEAD + b"\r\nThe innermost.\r\n"
    for _ in range(200):
        raw = _HEAD + b"Content-Type: message/rfc822\r\n\r\n" + raw
    return raw


def same_boundary_at_every_level() -> bytes:
    return (
        _HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + (b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 2_000)
    )


def boundary_everywhere() -> bytes:
    return _HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--bb\n" * 1_000_000


def every_charset_lie() -> bytes:
    letters = bytes(range(1, 256))
    names = [
        "us-ascii",
        "utf-8",
        "utf-16",
        "utf-32",
        "utf-7",
        "utf_8_sig",
        "iso-8859-1",
        "iso-8859-99",
        "gb2312",
        "gbk",
        "big5",
        "ks_c_5601-1987",
        "euc-jp",
        "shift_jis",
        "iso-2022-jp",
        "iso-2022-kr",
        "hz",
        "koi8-r",
        "windows-1252",
        "cp65001",
        "x-unknown",
        "unknown-8bit",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "rot13",
        "zlib",
        "hex",
        "base64",
        "undefined",
        "mbcs",
        "''",
        "***",
        "\x7f",
    ]
    parts = [
        b"--b\r\nContent-Type: text/plain; charset=%s\r\n\r\n%s\r\n" % (name.encode(), letters)
        for name in names
    ]
    return _HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"".join(parts) + b"--b--\r\n"


def lone_surrogates() -> bytes:
    words = b"=?utf-8?b?7aCA?= =?utf-7?q?+2AA-?= =?utf-16?b?ANg=?="
    page = b"<p>&#xD800;&#55296;\xed\xa0\x80</p>"
    return _with_header(b"X-Odd", words).replace(b"Subject: hm", b"Subject: " + words).replace(
        b"Hello", b"+2AA- \xed\xa0\x80"
    ).replace(b"MIME-Version: 1.0", b"Content-Type: multipart/mixed; boundary=b").replace(
        b"\r\n\r\n", b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-16\r\n\r\n" + page
        + b"\r\n--b\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+2AA- +3AA-\r\n--b\r\n\r\n", 1
    )  # fmt: skip


def header_injections() -> bytes:
    return (
        _HEAD
        + b"X-A: =?utf-8?q?a=0D=0ABcc:_victim@good.example?=\r\nReply-To: =?utf-8?q?a=0Ab?= <a@b.example\r\n>\r\n"
        + b'Message-ID: <a\0b\x01c@d>\r\nReferences: <a\r\n b> <c\td>\r\nContent-Type: text/plain;\0 name="a\r\n\tb"\r\n\r\nx'
    )


def _nested_comments() -> bytes:
    return _with_header(b"Cc", b"(" * 1_000_000)


CORPUS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "one newline": lambda: b"\n",
    "no header at all": lambda: b"Hello, I am only text.\nReally.\n",
    "header alone": lambda: b"Subject: x",
    "only NULs": lambda: b"\0" * 100_000,
    "NULs everywhere": lambda: _HEAD.replace(b"a", b"a\0") + b"Message-ID: <a\0@b>\r\n\r\nHel\0lo\r\n",
    "all bytes": lambda: bytes(range(256)) * 1000,
    "60 MB": sixty_megabytes,
    "60 MB of text": sixty_megabytes_of_text,
    "10,000 parts": ten_thousand_parts,
    "200 levels": two_hundred_levels,
    "200 messages in messages": two_hundred_messages_in_messages,
    "the same boundary at every level": same_boundary_at_every_level,
    "a boundary on every line": boundary_everywhere,
    "a boundary of 100 KB": lambda: _with_header(b"Content-Type", b'multipart/mixed; boundary="' + b"b" * 100_000 + b'"'),
    "an empty boundary": lambda: _with_header(b"Content-Type", b'multipart/mixed; boundary=""'),
    "a boundary of spaces": lambda: _with_header(b"Content-Type", b'multipart/mixed; boundary="  "'),
    "a 5 MB header": lambda: _with_header(b"X-Long", b"x" * 5_000_000),
    "100,000 headers": lambda: _HEAD + b"X-Many: y\r\n" * 100_000 + b"\r\nHello",
    "a header folded 500,000 times": lambda: _with_header(b"X-Fold", b"x\r\n " * 500_000 + b"x"),
    "100,000 references": lambda: _with_header(b"References", b"<abcdef@ghi.example> " * 100_000),
    "broken references": lambda: _with_header(b"References", b"<" * 500_000),
    "every charset lie": every_charset_lie,
    "lone surrogates": lone_surrogates,
    "header injections": header_injections,
    "open quotes": lambda: _with_header(b"Cc", b'"' * 1_000_000),
    "escaped quotes": lambda: _with_header(b"Cc", b'"\\' * 500_000),
    "open comments": _nested_comments,
    "open angles": lambda: _with_header(b"Cc", b"<" * 1_000_000),
    "names and angles": lambda: _with_header(b"Cc", b"a,<" * 300_000),
    "100,000 recipients": lambda: _with_header(b"Cc", b"A B <a@b.example>, " * 100_000),
    "spaces in an address": lambda: _with_header(b"Cc", b" " * 900_000 + b"x"),
    "encoded words begun": lambda: _with_header(b"X-Subject", b"=?utf-8?q?" * 100_000).replace(b"X-Subject", b"Subject"),
    "encoded words whole": lambda: _with_header(b"Comments", b"x").replace(b"hm", b"=?utf-8?q?a?= " * 50_000),
    "an encoded word of 500 KB": lambda: _with_header(b"X", b"x").replace(b"hm", b"=?utf-8?b?" + b"QUFB" * 120_000 + b"?="),
    "parameters without end": lambda: _with_header(b"Content-Type", b"text/plain; " + b'a="' * 300_000),
    "parameters of separators": lambda: _with_header(b"Content-Type", b"text/plain" + b" ; " * 300_000),
    "parameters of words": lambda: _with_header(b"Content-Type", b"text/plain; " + b"a " * 400_000),
    "10,000 pieces of a name": lambda: _with_header(
        b"Content-Disposition", b"attachment; " + b"".join(b"filename*%d*=x; " % n for n in range(10_000))
    ),
    "a name with paths": lambda: _with_header(b"Content-Disposition", b'attachment; filename="../../etc/passwd"'),
    "a date of digits": lambda: _with_header(b"Date", b"1" * 500_000),
    "a date out of time": lambda: _with_header(b"Date", b"Mon, 31 Dec 9999 23:59:59 -2359"),
    "bad base64": lambda: _with_header(b"Content-Transfer-Encoding", b"base64\r\nX: y") + b"=" * 100_000 + b"A",
    "bad uuencode": lambda: _with_header(b"Content-Transfer-Encoding", b"x-uuencode") + b"\nbegin 644 x\n" + b"\x7f\n" * 9_999,
    "quoted-printable of signs": lambda: _with_header(b"Content-Transfer-Encoding", b"quoted-printable") + b"=" * 900_000,
    "5 MB of <": lambda: _page("<" * 5_000_000),
    "900 KB of <": lambda: _page("<" * 900_000),
    "10,000 nested tags": lambda: _page("<div>" * 10_000 + "in"),
    "10,000 nested fonts": lambda: _page("".join(f"<font color={n}>" for n in range(10_000)) + "<p>x" * 5_000),
    "formatting rebuilt": lambda: _page("".join(f"<b id={n}>" for n in range(300)) + "<p>x" * 3_000),
    "nested tables": lambda: _page("<table><tr><td>" * 1_500),
    "an open comment": lambda: _page("<!--" * 200_000),
    "open attributes": lambda: _page('<a href="' * 200_000),
    "open scripts": lambda: _page("<script>" * 100_000),
    "a million references": lambda: _page("&amp;" * 200_000 + "&" * 500_000),
    "6,000 links": lambda: _page('<a href="https://x.example/">x</a> ' * 6_000),
    "a page of styles": lambda: _page(f'<p style="{"color:red;" * 50_000}">x</p>'),
    "a million quote signs": lambda: _text(">" * 1_000_000),
    "quotes in quotes": lambda: _text("\n".join(">" * n for n in range(1, 2_000))),
    "a letter of headlines": lambda: _text("From: a\nTo: b\nSent: c\n" * 60_000),
    "a letter of attributions": lambda: _text("On Mon, 1 Jan 2024 at 10:00 a@b.example wrote:\n" * 30_000),
    "a letter of colons": lambda: _text(":\n" * 500_000),
    "a letter of signatures": lambda: _text("-- \n" * 300_000),
    "a letter of blank lines": lambda: _text("x:\n" + "\n" * 1_000_000 + "x:"),
    "one line of 2 MB": lambda: _text("x" * 2_000_000),
    "a broken calendar": lambda: _HEAD + b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:" + b"9" * 50_000,
    "a broken winmail.dat": lambda: _HEAD + b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22" + b"\xff" * 90_000,
    "a broken bounce": lambda: _HEAD
    + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
    + b"Content-Type: message/delivery-status\r\n\r\n" + b"Final-Recipient: \r\nStatus: 5.\r\n\r\n" * 20_000,
}  # fmt: skip

SLOW = {"60 MB", "60 MB of text"}
