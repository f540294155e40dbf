"""Content-Transfer-Encoding undone (RFC 2045, 6), in slices, so that a large file is never held twice."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_SLICE = 1 << 20
_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\n]*\n", re.MULTILINE)


def decoded(raw: bytes, start: int, end: int, encoding: str) -> bytes:
    """The whole content of raw[start:end]."""
    if encoding in ("", "7bit", "8bit", "binary"):
        return raw[start:end]
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw[start:end])
    return b"".join(slices(raw, start, end, encoding))


def slices(raw: bytes, start: int, end: int, encoding: str) -> Iterator[bytes]:
    """The content, about a megabyte at a time. Damaged base64 gives what can be saved of it."""
    if encoding == "base64":
        yield from _base64(raw, start, end)
    elif encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        yield _uudecoded(raw[start:end])
    elif encoding == "quoted-printable":
        yield binascii.a2b_qp(raw[start:end])
    else:
        for at in range(start, end, _SLICE):
            yield raw[at : min(at + _SLICE, end)]


def _base64(raw: bytes, start: int, end: int) -> Iterator[bytes]:
    stop = raw.find(b"=", start, end)  # padding ends the content; what follows is not part of it
    carried = b""
    for at in range(start, end if stop < 0 else stop, _SLICE):
        piece = raw[at : min(at + _SLICE, end if stop < 0 else stop)].translate(None, _NOT_BASE64)
        piece = carried + piece
        whole = len(piece) // 4 * 4
        carried = piece[whole:]
        yield binascii.a2b_base64(piece[:whole])
    if len(carried) > 1:
        yield binascii.a2b_base64(carried + b"=" * (4 - len(carried)))


def _uudecoded(data: bytes) -> bytes:
    begin = _UU_BEGIN.search(data)
    out: list[bytes] = []
    for line in data[begin.end() if begin else 0 :].split(b"\n"):
        if line.startswith(b"end") or line.startswith(b"`"):
            break
        out.append(_uu_line(line.rstrip(b"\r")))
    return b"".join(out)


def _uu_line(line: bytes) -> bytes:
    if not line:
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # trailing spaces are often lost, or stray bytes added
        length = ((line[0] - 32) & 63) * 4 // 3 + 3
        try:
            return binascii.a2b_uu(line[:length])
        except binascii.Error:
            return b""
