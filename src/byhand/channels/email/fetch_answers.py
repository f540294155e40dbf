"""What a server answers to FETCH (RFC 3501, 7.4.2), as imaplib hands it over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

_SEQUENCE = re.compile(rb"^(\d+) \(")
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]+)"')
_SHORT_BODY = re.compile(rb'\bBODY\[[^\]]*\] "((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_MESSAGE_ID = re.compile(
    rb"^message-id[ \t]*:[ \t\r\n]*(?:<([^<>\r\n]{1,990})>|(\S{1,990}))", re.IGNORECASE | re.MULTILINE
)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 256 * 1024

Part = bytes | tuple[bytes, bytes] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One message's line: its place in the folder, its UID, and what was asked of it."""

    number: int
    uid: int
    facts: bytes
    literal: bytes | None

    @property
    def size(self) -> int:
        found = _SIZE.search(self.facts)
        return int(found[1]) if found else 0

    @property
    def received_at(self) -> datetime | None:
        found = _DATE.search(self.facts)
        try:
            return datetime.strptime(found[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z") if found else None
        except ValueError:
            return None

    @property
    def body(self) -> bytes | None:
        """The bytes asked for; a server may quote a short or empty one."""
        if self.literal is not None:
            return self.literal
        found = _SHORT_BODY.search(self.facts)
        return _ESCAPED.sub(rb"\1", found[1]) if found else None


def answers(parts: Sequence[Part]) -> Iterator[Answer]:
    """Each message's answer; what a server says unasked (a flag that changed elsewhere) has no UID and is left out."""
    facts, literal = b"", None
    for part in parts:
        if isinstance(part, tuple):
            facts, literal = facts + part[0] + b" ", part[1]
            continue
        facts += part or b""
        number, uid = _SEQUENCE.search(facts), _UID.search(facts)
        if number and uid:
            yield Answer(int(number[1]), int(uid[1]), facts, literal)
        facts, literal = b"", None


def message_id_in(raw: bytes) -> str:
    """The Message-ID as it stands in the header, only to know a message again; empty if there is none."""
    end = _HEADER_END.search(raw, 0, _LONGEST_HEADER)
    found = _MESSAGE_ID.search(raw, 0, end.start() if end else _LONGEST_HEADER)
    return (found[1] or found[2]).decode("utf-8", "replace").replace("\0", "") if found else ""
