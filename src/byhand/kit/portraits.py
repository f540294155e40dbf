"""Pictures people give of themselves: what they are by their first bytes, how large, and nothing told beside them.

A camera writes into a picture where and when it was taken; that is left out here, without decoding a pixel.
Sources: JPEG (ITU-T T.81, B.1.1: markers and segments), PNG (ISO/IEC 15948, 5.3: chunks), WebP (RFC 9649, 2.3: chunks).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

# What must stand in a PNG, and its colours; all other chunks only tell.
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM"}
_WEBP_TELLS = {b"EXIF", b"XMP "}
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_SOS, _APP0, _APP14, _APP15, _COMMENT = 0xDA, 0xE0, 0xEE, 0xEF, 0xFE


class NoPicture(Exception):
    """These bytes are none of the pictures that are taken."""


def plain(content: bytes) -> tuple[str, bytes]:
    """What it is (`image/jpeg` …) and the same picture without what was told beside it. Raises NoPicture."""
    try:
        if content.startswith(_PNG):
            return "image/png", _PNG + b"".join(_png(content))
        if content.startswith(_JPEG):
            return "image/jpeg", content[:2] + b"".join(_jpeg(content))
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return "image/webp", _webp(content)
    except (struct.error, IndexError) as broken:
        raise NoPicture("This picture is broken.") from broken
    raise NoPicture("This is no JPEG, PNG or WebP picture.")


def _png(content: bytes) -> Iterator[bytes]:
    at, kinds = len(_PNG), []
    while at < len(content) and (not kinds or kinds[-1] != b"IEND"):
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise NoPicture("This picture is cut off.")
        kinds.append(kind)
        if kind in _PNG_KEPT:
            yield content[at:end]
        at = end
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND":
        raise NoPicture("This picture is cut off.")


def _jpeg(content: bytes) -> Iterator[bytes]:
    at = 2
    while True:
        if content[at] != 0xFF:
            raise NoPicture("This picture is broken.")
        marker = content[at + 1]
        if marker == _SOS:
            yield content[at:]
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        tells = (_APP0 <= marker <= _APP15 and marker not in (_APP0, _APP14)) or marker == _COMMENT
        if not tells:
            yield content[at:end]
        at = end


def _webp(content: bytes) -> bytes:
    at, kept = 12, b""
    while at < len(content):
        kind = content[at : at + 4]
        (length,) = struct.unpack_from("<I", content, at + 4)
        end = at + 8 + length + length % 2
        if end > len(content) + 1 or not kind.isascii():
            raise NoPicture("This picture is cut off.")
        if kind == b"VP8X":  # its flags say which chunks follow (RFC 9649, 2.7.1): Exif and XMP do not
            kept += content[at : at + 8] + bytes([content[at + 8] & ~0x0C]) + content[at + 9 : end]
        elif kind not in _WEBP_TELLS:
            kept += content[at:end]
        at = end
    return b"RIFF" + struct.pack("<I", 4 + len(kept)) + b"WEBP" + kept
