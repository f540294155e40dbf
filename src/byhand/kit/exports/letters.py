"""Letters: what was said at another desk, written as a mail, so that it comes in as every mail does.

The same words give the same bytes, however often they are exported: names and addresses as UTF-8 (RFC 6532), bodies
and files in base64 (RFC 2045), and a Message-ID of the source's own or one made of what never changes.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from byhand.kit.exports.matter import Enclosed, Matter, Who, Word

LONGEST_BODY = 5_000_000
LONGEST_LINE = 900
# Nobody's address (RFC 2606): it stands for somebody who had none there.
STAND_IN = ".invalid"
_ID = re.compile(r"<?([^<>\s@\x00-\x1f]{1,120}@[^<>\s@\x00-\x1f]{1,120})>?")
_ADDRESS = re.compile(r"[^\s@<>\",;:()\[\]\x00-\x1f\x7f]{1,120}@[^\s@<>\",;:()\[\]\x00-\x1f\x7f]{1,180}")
_TYPE = re.compile(r"[a-z]{2,20}/[\w.+-]{1,100}", re.ASCII)


def letter(matter: Matter, word: Word, at: datetime, files: Sequence[tuple[Enclosed, bytes]] = ()) -> bytes:
    """The word as the bytes of a mail."""
    lines = [
        f"From: {_mailbox(word.by, matter.desk)}",
        f"To: {_mailboxes(word.to, matter.desk)}",
        *([f"Cc: {_mailboxes(word.cc, matter.desk)}"] if word.cc else []),
        f"Subject: {_one_line(word.subject or matter.subject)}",
        f"Date: {format_datetime(at.astimezone(UTC))}",
        f"Message-ID: <{message_id(matter, word, at)}>",
        f"X-Exported-From: {_one_line(matter.desk)}; {_one_line(matter.place)}; {_one_line(word.id)}",
        *(["Auto-Submitted: auto-generated"] if word.by_rule else []),
        "MIME-Version: 1.0",
    ]
    body = _words(word)
    for one, content in files:
        body = body if body[0].startswith("multipart/mixed") else ("multipart/mixed", [body])
        body[1].append(_file(one, content))  # type: ignore[union-attr]
    return "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n" + _written(body)


def message_id(matter: Matter, word: Word, at: datetime) -> str:
    """Its own, so that the same mail read from a mailbox is once; else one that every export gives it."""
    own = _ID.fullmatch(word.message_id.strip())
    if own:
        return own[1]
    named = f"{matter.id}\n{word.id}\n{int(at.timestamp())}"
    return f"{sha256(named.encode()).hexdigest()[:40]}@{matter.desk}{STAND_IN}"


def address_of(who: Who, desk: str) -> str:
    """Their address, or a stand-in by their number or name there; one and the same for one of them."""
    address = who.address.strip()
    if _ADDRESS.fullmatch(address):
        return address
    known = who.phone or who.id or who.name or "nobody"
    plain = re.sub(r"[^a-z0-9]+", "-", known.lower()).strip("-")[:60]
    if not plain:
        plain = sha256(known.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{plain}@{desk}{STAND_IN}"


_Body = tuple[str, "bytes | list[_Body]"]


def _words(word: Word) -> _Body:
    plain = ("text/plain; charset=utf-8", word.text[:LONGEST_BODY].encode("utf-8", "replace"))
    page = ("text/html; charset=utf-8", word.html[:LONGEST_BODY].encode("utf-8", "replace"))
    if word.text and word.html and word.html.strip() != word.text.strip():
        return "multipart/alternative", [plain, page]
    return page if word.html and not word.text else plain


def _file(one: Enclosed, content: bytes) -> _Body:
    kind = one.type.lower() if _TYPE.fullmatch(one.type.lower()) else "application/octet-stream"
    if kind.startswith(("message/", "multipart/")):
        kind = "application/octet-stream"
    name = quote(_one_line(one.name)[:200], safe="")
    return f"{kind}\r\nContent-Disposition: attachment; filename*=utf-8''{name}", content


def _written(body: _Body) -> bytes:
    kind, content = body
    if isinstance(content, bytes):
        head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
        return head + base64.encodebytes(content).replace(b"\n", b"\r\n")
    pieces = [_written(one) for one in content]
    mark = sha256(b"".join(pieces)).hexdigest()[:32].encode()
    head = f'Content-Type: {kind}; boundary="{mark.decode()}"\r\n\r\n'.encode()
    return (
        head + b"".join(b"--" + mark + b"\r\n" + one + b"\r\n" for one in pieces) + b"--" + mark + b"--\r\n"
    )


def _mailboxes(people: Iterable[Who], desk: str) -> str:
    """Without colleagues of that desk: what came there went to its mailbox, which few exports name."""
    others = (one for one in people if one != Who() and not (one.ours and (one.id or not one.address)))
    every = dict.fromkeys(_mailbox(one, desk) for one in others)
    return ", ".join(every) or "undisclosed-recipients:;"


def _mailbox(who: Who, desk: str) -> str:
    address = address_of(who, desk)
    name = _one_line(who.name).replace("\\", "").replace('"', "")[:200]
    return f'"{name}" <{address}>' if name and name.lower() != address.lower() else address


def _one_line(words: str) -> str:
    """No line of the head can be broken from within."""
    return " ".join("".join(c if c.isprintable() else " " for c in words[: LONGEST_LINE * 2]).split())[
        :LONGEST_LINE
    ]
