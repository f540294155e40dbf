"""The words of a letter as they stand in it: of its first plain part, or of its page."""

from __future__ import annotations

import base64
import binascii

from byhand.audit.rows import LETTER, PAGE
from byhand.kit.charsets import decode
from byhand.kit.fields import parse_parameters
from byhand.kit.flowed import unflow
from byhand.kit.headers import Fields
from byhand.kit.limits import DEFAULT
from byhand.kit.parts import Part, Walk, take_apart
from byhand.kit.transfer import decoded

_AS_IT_IS = frozenset(("", "7bit", "8bit", "binary"))
_LONGEST = 100_000  # letters of one message that are looked at; what a person writes is shorter
_STUB = 5  # a plain text so many times shorter than its page says little of it


def words(raw: bytes, fields: Fields, body: int) -> tuple[str, int]:
    """The text, and its form: LETTER or PAGE."""
    kind = fields.get("content-type", "")
    if not kind or kind[:10].lower() == "text/plain":
        return _of_leaf(raw, body, fields.get("content-transfer-encoding", ""), kind), LETTER
    if kind[:9].lower() == "text/html":
        return _of_leaf(raw, body, fields.get("content-transfer-encoding", ""), kind), PAGE
    _, walk = take_apart(raw, DEFAULT)
    return _of_parts(walk)


def _of_leaf(raw: bytes, body: int, encoding: str, kind: str) -> str:
    content = _decoded(raw, body, encoding.strip().lower())
    parameters = parse_parameters(kind)[1] if ";" in kind else {}
    return _text(content, parameters)


def _decoded(raw: bytes, body: int, encoding: str) -> bytes:
    if encoding in _AS_IT_IS:
        return raw[body : body + 4 * _LONGEST]
    if encoding == "base64":
        try:
            return base64.b64decode(raw[body:])
        except binascii.Error:
            return decoded(raw, body, len(raw), encoding)
    return decoded(raw, body, len(raw), encoding.partition(";")[0].strip(" \"'"))


def _text(content: bytes, parameters: dict[str, str]) -> str:
    text = decode(content, parameters.get("charset"))[0]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "")
    if parameters and parameters.get("format", "").lower() == "flowed":
        text = unflow(text, parameters.get("delsp", "").lower() == "yes")
    return text.removeprefix("\ufeff")[:_LONGEST]


def _of_parts(walk: Walk) -> tuple[str, int]:
    """The first plain part, or the first page where the plain part is missing or a stub."""
    plain = page = ""
    for leaf in walk.leaves:
        if _is_file(leaf):
            continue
        if leaf.type == "text/plain" and not plain:
            plain = _of_part(walk, leaf)
        elif leaf.type == "text/html" and not page:
            page = _of_part(walk, leaf)
    if plain.strip() and not (page and len(plain) * 4 * _STUB < len(page)):
        return plain, LETTER
    return page, PAGE


def _is_file(leaf: Part) -> bool:
    return leaf.fields.get("content-disposition", "").lstrip()[:10].lower() == "attachment"


def _of_part(walk: Walk, leaf: Part) -> str:
    content = decoded(walk.raw, leaf.start, min(leaf.end, leaf.start + 4 * _LONGEST), leaf.encoding)
    return _text(content, leaf.parameters)
