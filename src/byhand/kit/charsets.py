"""Bytes to text, whatever the charset claims: unknown and lying names never fail."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from byhand.kit.japanese import decode_iso_2022_jp

# Names that mean more than they say: the superset decodes every honest text alike (WHATWG Encoding, 4.2).
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "ks_c_5601": "cp949",
    "iso8859-1": "cp1252",
    "iso8859_1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "ascii": "ascii",
}
_ALIASES = {
    "x-unknown": None,
    "unknown-8bit": None,
    "unknown": None,
    "default": None,
    "8bit": None,
    "ansi_x3.4-1968": "ascii",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac_roman",
    "x-user-defined": "cp1252",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso8859-8",
    "windows-31j": "cp932",
    "cp-850": "cp850",
    "visual": "iso8859-8",
}
# Codecs that are no charsets, or take quadratic time, or depend on the machine.
_UNFIT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=512)
def codec_for(charset: str) -> str | None:
    """The name of the codec that reads this charset best, or None if there is none."""
    name = charset.strip(" \t\r\n\"'<>;,").lower().partition("*")[0]
    if not name.isascii() or len(name) > 60:
        return None
    try:
        found = codecs.lookup(_ALIASES.get(name, name) or "undefined")
    except (LookupError, ValueError):
        return _respelled(name)
    # Not public, yet the one way to tell a charset from codecs such as zlib or rot13.
    fit = getattr(found, "_is_text_encoding", False) and found.name.replace("-", "_") not in _UNFIT
    return _SUPERSETS.get(found.name, found.name) if fit else None


def decode(data: bytes, charset: str | None) -> tuple[str, bool]:
    """The text, and whether it came out as the charset promised."""
    if data.isascii() and b"\x1b" not in data and (charset is None or is_ascii_within(charset)):
        return data.decode("ascii"), True
    codec = codec_for(charset) if charset else None
    if codec is None:
        return guess(data), charset is None and _is_utf8(data)
    if codec.startswith("iso2022_jp"):
        return decode_iso_2022_jp(data)
    return _decode_as(data, codec)


def is_ascii_within(charset: str) -> bool:
    """Whether bytes below 128 are ASCII in it, ESC apart."""
    return codec_for(charset) in _ASCII_SUPERSETS


def guess(data: bytes) -> str:
    """Text of bytes without a charset: UTF-8 if they can be, else what Western mail programs wrote."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


_ASCII_SUPERSETS = {
    "ascii", "utf-8", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-15", "koi8-r", "koi8-u", "gb18030", "cp949", "cp874", "euc_jp",
}  # fmt: skip


def _respelled(name: str) -> str | None:
    """Finds charsets behind such spellings as `iso 8859 1`, `windows1252` or `utf-8;format=flowed`."""
    found = re.search(r"(utf|windows|cp|iso[-_ ]?8859)[-_ ]?(\d{1,4})", name)
    if not found:
        return None
    family = {"utf": "utf-", "windows": "cp", "cp": "cp"}.get(found[1], "iso8859-")
    guessed = family + found[2]
    try:
        return _SUPERSETS.get(codecs.lookup(guessed).name, codecs.lookup(guessed).name)
    except LookupError:
        return None


def _decode_as(data: bytes, codec: str) -> tuple[str, bool]:
    if codec in ("ascii", "cp1252", "iso8859-15") and _is_utf8(data):
        return data.decode("utf-8"), False  # the commonest lie: UTF-8 under a Western name
    try:
        return _without_surrogates(data.decode(codec)), True
    except (UnicodeError, ValueError):
        return _without_surrogates(_decode_liar(data, codec)), False


def _decode_liar(data: bytes, codec: str) -> str:
    if codec == "ascii":
        return guess(data)
    text = data.decode(codec, "replace")
    if codec == "utf-8" and 2 * text.count("\ufffd") > sum(1 for letter in text if letter > "\x7f"):
        return data.decode("cp1252", "replace")
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _without_surrogates(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode("utf-8")  # refuses lone surrogates, and looks for them far faster than a pattern
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text)
    return text
