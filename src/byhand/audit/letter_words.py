"""The words of a letter as they stand in it: of its first plain part, or of its page."""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from byhand.audit.rows import CUT, LETTER, PAGE
from byhand.kit.charsets import decode, is_ascii_within
from byhand.kit.fields import parse_parameters
from byhand.kit.flowed import unflow
from byhand.kit.limits import DEFAULT
from byhand.kit.parts import Part, Walk, take_apart, take_body_apart
from byhand.kit.transfer import decoded

_AS_IT_IS = frozenset(("", "7bit", "8bit", "binary"))
LONGEST = 100_000  # letters of one message that are looked at; what a person writes is shorter
_STUB = 5  # a plain text so many times shorter than its page says little of it
_KEPT = 5_000  # values of Content-Type that are remembered


class _Kind(NamedTuple):
    form: int  # LETTER, PAGE, or CUT where there are parts
    parameters: dict[str, str]
    is_plain: bool  # whether bytes below 128 mean what they mean in ASCII, and lines are lines


_kinds: dict[str, _Kind] = {}


def words(raw: bytes, body: int, kind: str, encoding: str) -> tuple[str, int]:
    """The text, and its form: LETTER or PAGE."""
    form, parameters, _ = _kinds.get(kind) or _learned(kind)
    if form == CUT:
        is_known = kind.lstrip(" \t")[:10].lower() == "multipart/"
        return _of_parts(
            take_body_apart(raw, body, kind, DEFAULT) if is_known else take_apart(raw, DEFAULT)[1]
        )
    return _text(_decoded(raw, body, encoding.strip().lower()), parameters), form


def form_as_it_stands(kind: str, encoding: str) -> int | None:
    """The form of a text that may be read as it stands, if it is ASCII; None for any other."""
    form, _, is_plain = _kinds.get(kind) or _learned(kind)
    return form if is_plain and form != CUT and encoding.strip().lower() in _AS_IT_IS else None


def _learned(value: str) -> _Kind:
    kind = value.lstrip(" \t")
    form = (
        LETTER
        if not kind or kind[:10].lower() == "text/plain"
        else PAGE
        if kind[:9].lower() == "text/html"
        else CUT
    )
    parameters = parse_parameters(kind)[1] if ";" in kind else {}
    is_flowed = parameters.get("format", "").lower() == "flowed"
    charset = parameters.get("charset")
    if len(_kinds) > _KEPT:
        _kinds.clear()
    _kinds[value] = _Kind(form, parameters, not is_flowed and (charset is None or is_ascii_within(charset)))
    return _kinds[value]


def _decoded(raw: bytes, body: int, encoding: str) -> bytes:
    if encoding in _AS_IT_IS:
        return raw[body : body + 4 * LONGEST]
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
    return text.removeprefix("\ufeff")[:LONGEST]


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
    content = decoded(walk.raw, leaf.start, min(leaf.end, leaf.start + 4 * LONGEST), leaf.encoding)
    return _text(content, leaf.parameters)
