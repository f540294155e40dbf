"""Names of attached files: read however they are encoded, made harmless, made unique."""

from __future__ import annotations

import mimetypes
import re
from urllib.parse import unquote_to_bytes

from byhand.kit.charsets import decode
from byhand.kit.headers import plain

_LONGEST = 180  # bytes in UTF-8: file systems take 255, and a number may be added
# Direction overrides make "gpj.exe" look like "exe.jpg"; the others are invisible or forbidden somewhere.
_FORBIDDEN = re.compile(
    '[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff<>:"|?*]+'
)
_PIECE = re.compile(r"(file)?name\*(\d{1,3})?(\*)?", re.ASCII)
_EXTENSIONS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "text/rfc822-headers": ".txt",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
    "application/pgp-signature": ".asc",
    "application/ms-tnef": ".dat",
}


def stated_name(disposition: dict[str, str], content_type: dict[str, str]) -> str:
    """The file's name as the part states it, or "". `filename` beats `name` (RFC 2183)."""
    return _from(disposition, "filename") or _from(content_type, "name")


def harmless(name: str) -> str:
    """The name without path, control characters and leading dots, at most 180 bytes long."""
    name = name.replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).lstrip(". ").rstrip(". ")
    stem, dot, extension = name.rpartition(".")
    if len(name.encode()) <= _LONGEST:
        return name
    if not dot or len(extension.encode()) > 20:
        return name.encode()[:_LONGEST].decode("utf-8", "ignore")
    return stem.encode()[: _LONGEST - len(extension.encode()) - 1].decode("utf-8", "ignore") + "." + extension


def default_name(kind: str) -> str:
    """A name for a part of this type that states none."""
    extension = _EXTENSIONS.get(kind) or mimetypes.guess_extension(kind) or ".bin"
    return f"{'message' if kind.startswith('message/') else 'attachment'}{extension}"


def unique(name: str, taken: set[str]) -> str:
    """The name, or "name (2).pdf" and so on, without regard to capitals. Adds it to those taken."""
    stem, dot, extension = name.rpartition(".")
    stem, extension = (stem, dot + extension) if stem else (name, "")
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{stem} ({number}){extension}"
    taken.add(candidate.casefold())
    return candidate


def _from(parameters: dict[str, str], key: str) -> str:
    extended = {name: value for name, value in parameters.items() if name.startswith(key + "*")}
    if extended:
        return _extended(extended, key)
    return plain(parameters.get(key, ""))


def _extended(pieces: dict[str, str], key: str) -> str:
    """RFC 2231: a charset, percent signs, and names cut in pieces."""
    whole, charset = b"", ""
    for name, value in sorted(pieces.items(), key=_piece_number):
        encoded = name.endswith("*")
        if encoded and not whole and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        raw = value.encode("utf-8", "replace")
        whole += unquote_to_bytes(raw) if encoded else raw
    return plain(decode(whole, charset or None)[0])


def _piece_number(piece: tuple[str, str]) -> int:
    found = _PIECE.fullmatch(piece[0])
    return int(found[2] or 0) if found else 0
