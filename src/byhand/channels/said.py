"""Said: words that came another way than by mail, written down as a letter.

So they are kept raw, read, searched, exported and erased like every letter. The letter names who said it by a stand-in
under .invalid (RFC 2606). Only the reader of an inbox that holds no mail takes a stand-in for what it stands for:
nobody can pose as a telephone number by mail.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from byhand.kit.mime import Mailbox, ParsedMail
from byhand.kit.reach import VISITOR, kind_of

LONGEST_TEXT = 100_000
LONGEST_LINE = 500
PHONE_DOMAIN, VISITOR_DOMAIN, ID_DOMAIN = "phone.invalid", "visitor.invalid", "said.invalid"
PROVED, NOT_PROVED = f"{ID_DOMAIN}; said=pass", f"{ID_DOMAIN}; said=fail"
_ID = re.compile(r"[A-Za-z0-9._:=/+-]{1,180}", re.ASCII)
_TYPE = re.compile(r"(?!message/|multipart/)[a-z]{2,20}/[\w.+-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SaidFile:
    """A file that came along."""

    filename: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's words, before they are stored.

    `id`: the same id is the same words, however often they are handed in. `by`: a name, and how they are reached, in
    one of the forms of `kit.reach`. `matter`: words of one inbox with the same matter stand in one conversation.
    `verified`: whether they proved who they are; None where that was not asked.
    """

    id: str
    by: Mailbox
    text: str
    at: datetime
    matter: str
    subject: str = ""
    files: tuple[SaidFile, ...] = ()
    verified: bool | None = None


def letter(said: Said) -> bytes:
    """The words as the bytes of a letter, the same for the same words. Raises ValueError if they are nobody's."""
    head = [
        f"From: {_mailbox(said.by)}",
        *([f"Subject: {_one_line(said.subject)}"] if said.subject else []),
        f"Date: {format_datetime(said.at.astimezone(UTC))}",
        f"Message-ID: <{message_id(said.id)}>",
        *([f"Authentication-Results: {PROVED if said.verified else NOT_PROVED}"] if said.verified is not None else []),
        "MIME-Version: 1.0",
    ]  # fmt: skip
    parts = [_part("text/plain; charset=utf-8", "", said.text[:LONGEST_TEXT].encode("utf-8", "replace"))]
    parts += [_part(_type(one.type), one.filename, one.content) for one in said.files]
    body = parts[0] if len(parts) == 1 else _together(parts)
    return "\r\n".join(head).encode("utf-8", "replace") + b"\r\n" + body


def message_id(said: str) -> str:
    """The Message-ID of what was said under that id."""
    plain = said if _ID.fullmatch(said) else sha256(said.encode("utf-8", "replace")).hexdigest()
    return f"{plain}@{ID_DOMAIN}"


def heard(mail: ParsedMail) -> ParsedMail:
    """Such a letter, read: stand-ins are what they stand for, and all of the text is the person's own."""
    by = Mailbox(mail.sender.name, _stood_for(mail.sender.address))
    return replace(mail, sender=by, writer=by, reply_to=(), new_text=mail.text)


def was_proved(mail: ParsedMail) -> bool | None:
    """Whether whoever said it proved who they are; None where that was not asked."""
    results = mail.authentication_results
    return None if not results else results[0] == PROVED


def _stood_for(address: str) -> str:
    local, _, domain = address.rpartition("@")
    if domain == PHONE_DOMAIN:
        return local
    return f"{VISITOR}{local}" if domain == VISITOR_DOMAIN else address


def _mailbox(who: Mailbox) -> str:
    name = _one_line(who.name).replace("\\", "").replace('"', "")[:200]
    return f'"{name}" <{_stand_in(who.address)}>' if name else f"<{_stand_in(who.address)}>"


def _stand_in(address: str) -> str:
    kind = kind_of(address)
    if kind == "phone":
        return f"{address.strip()}@{PHONE_DOMAIN}"
    if kind == "visitor":
        return f"{address.strip().removeprefix(VISITOR)}@{VISITOR_DOMAIN}"
    if kind == "email" and not set(address) & set('<>"(),;:\\'):
        return address.strip()
    raise ValueError("Words are somebody's: give an e-mail address, a number in E.164 or a visitor.")


def _type(told: str) -> str:
    return told.lower() if _TYPE.fullmatch(told.lower()) else "application/octet-stream"


def _part(kind: str, filename: str, content: bytes) -> bytes:
    named = (
        f"\r\nContent-Disposition: attachment; filename*=utf-8''{quote(_one_line(filename)[:200], safe='')}"
    )
    head = f"Content-Type: {kind}{named if filename else ''}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + base64.encodebytes(content).replace(b"\n", b"\r\n")


def _together(parts: list[bytes]) -> bytes:
    mark = sha256(b"".join(parts)).hexdigest()[:32].encode()
    head = b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n'
    return head + b"".join(b"--" + mark + b"\r\n" + one + b"\r\n" for one in parts) + b"--" + mark + b"--\r\n"


def _one_line(words: str) -> str:
    """No line of the head can be broken from within."""
    return " ".join("".join(c if c.isprintable() else " " for c in words[: LONGEST_LINE * 2]).split())[
        :LONGEST_LINE
    ]
