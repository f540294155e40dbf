"""ISO-2022-JP as mail programs write it: with half-width kana and the vendors' rows (CP50221)."""

from __future__ import annotations

import re

_SEGMENT = re.compile(rb"(?:\A|\x1b(\$[@B]|\([BJI]|\$\(D))([^\x1b]*)")


def decode_iso_2022_jp(data: bytes) -> tuple[str, bool]:
    """The text, and whether it kept to the standard (RFC 1468)."""
    for codec in ("iso2022_jp", "iso2022_jp_ext"):
        try:
            return data.decode(codec), True
        except UnicodeDecodeError:
            continue
    return "".join(_segment(found[1] or b"(B", found[2]) for found in _SEGMENT.finditer(data)), False


def _segment(escape: bytes, data: bytes) -> str:
    if escape in (b"$@", b"$B"):
        return _shifted(data).decode("cp932", "replace")
    if escape == b"(I":
        return bytes(byte | 0x80 for byte in data).decode("cp932", "replace")
    if escape == b"$(D":
        return (b"\x1b$(D" + data + b"\x1b(B").decode("iso2022_jp_ext", "replace")
    return data.decode("ascii", "replace")


def _shifted(data: bytes) -> bytes:
    """JIS X 0208 pairs in the Shift JIS form, in which `cp932` knows the vendors' rows."""
    out = bytearray()
    for row, cell in zip(data[::2], data[1::2], strict=False):
        lead = (row - 0x21) // 2 + (0x81 if row < 0x5F else 0xC1)
        trail = cell + 0x7E if row % 2 == 0 else cell + (0x1F if cell < 0x60 else 0x20)
        out += bytes((lead & 0xFF, trail & 0xFF))
    return bytes(out)
