"""Header fields from bytes: found in one pass, decoded only when asked for (RFC 5322, RFC 2047)."""

from __future__ import annotations

import binascii
import re

from byhand.kit.charsets import decode, guess
from byhand.kit.japanese import decode_iso_2022_jp

Fields = dict[str, str]  # lower-case name to raw value; repeated fields follow each other on own lines

# Possessive throughout (Python 3.11): no backtracking, however long a header is.
_BLOCK = re.compile(rb"(?:[!-9;-~]++[ \t]*+:[^\n]*+(?:\n|\Z)(?:[ \t][^\n]*+(?:\n|\Z))*+)++")
_FIELD = re.compile(r"^([!-9;-~]++)[ \t]*+:[ \t]*+([^\n]*+(?:\n[ \t][^\n]*+)*+)", re.MULTILINE)
_NEXT = re.compile(r"\n(?![ \t])")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*+)\?=")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x1b")) + b"\x7f"  # ESC begins a raw Japanese word
_REPEATABLE = {
    "to", "cc", "bcc", "reply-to", "authentication-results", "x-failed-recipients", "references", "delivered-to",
    "x-original-to", "envelope-to", "original-rcpt-to",
}  # fmt: skip


def find_fields(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the header block ends and where the body begins. Both are `start` if there is no header."""
    found = _BLOCK.match(raw, start, end)
    if not found:
        return start, _after_blank(raw, start, end)
    stop = found.end()
    body = _after_blank(raw, stop, end)
    return (stop, body) if body > stop or stop >= end else _past_garbage(raw, stop, end)


def parse_fields(raw: bytes, start: int, end: int) -> Fields:
    """The fields of a header block."""
    block = raw[start:end]
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n").replace(b"\r", b" ")
    if any(map(block.__contains__, _CONTROLS)):  # nearly never: asking takes a third of the time of removing
        block = block.translate(None, _CONTROLS)
    text = _decode_block(block)
    fields: Fields = {}
    for name, value in _FIELD.findall(text):
        key = name.lower()
        if key not in fields:
            fields[key] = value
        elif key in _REPEATABLE:
            fields[key] += "\n" + value
    return fields


def unfold(value: str) -> str:
    """One line of a value, encoded words untouched."""
    return value.replace("\n", "").strip() if "\n" in value else value.strip()


def each(fields: Fields, name: str) -> list[str]:
    """Every value of a repeatable field, topmost first."""
    value = fields.get(name)
    return [unfold(one) for one in _NEXT.split(value)] if value else []


def plain(value: str) -> str:
    """The value as a person reads it: unfolded, encoded words decoded, no control characters."""
    if "=?" in value:
        value = decode_words(unfold(value))
    elif "\n" in value:
        value = value.replace("\n", "")
    if not value.isprintable():
        value = _CONTROL.sub(" ", value)
    return value.strip()


def decode_words(value: str) -> str:
    """Encoded words decoded (RFC 2047). Neighbours are joined first: some programs cut letters in two."""
    out: list[str] = []
    pending, pending_charset, at = b"", "", 0
    for found in _WORD.finditer(value):
        gap = value[at : found.start()]
        charset, data = found[1].partition("*")[0].lower(), _word_bytes(found[2], found[3])
        if pending_charset and (gap.strip(" \t") or charset != pending_charset):
            out.append(decode(pending, pending_charset)[0])
            pending = b""
        if not pending_charset or gap.strip(" \t"):
            out.append(gap)
        pending, pending_charset, at = pending + data, charset, found.end()
    if pending_charset:
        out.append(decode(pending, pending_charset)[0])
    return "".join([*out, value[at:]])


def _after_blank(raw: bytes, at: int, end: int) -> int:
    if raw.startswith(b"\n", at, end):
        return at + 1
    return at + 2 if raw.startswith(b"\r\n", at, end) else at


def _past_garbage(raw: bytes, stop: int, end: int) -> tuple[int, int]:
    """A line that is no field stands in the header. Fields may go on behind it; else the body begins here."""
    line_end = raw.find(b"\n", stop, end) + 1
    more = _BLOCK.match(raw, line_end, end) if line_end else None
    if not more:
        return stop, stop
    body = _after_blank(raw, more.end(), end)
    return (more.end(), body) if body > more.end() else (stop, stop)


def _decode_block(block: bytes) -> str:
    """Text of raw bytes: ASCII as it should be, UTF-8 (RFC 6532), ISO-2022-JP, or whatever each line is in."""
    if b"\x1b" in block:
        return decode_iso_2022_jp(block)[0].replace("\x1b", "")
    try:
        return block.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(map(guess, block.split(b"\n")))


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data, header=True)
    try:
        return binascii.a2b_base64(data + b"==")
    except binascii.Error:
        return binascii.a2b_base64(data[: len(data) // 4 * 4] + b"==") if len(data) > 4 else b""
