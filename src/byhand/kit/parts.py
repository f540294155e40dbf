"""A message taken apart into its leaves (RFC 2046), by offsets into the raw bytes: nothing is copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic

from byhand.kit.fields import Parameters, parse_parameters
from byhand.kit.headers import Fields, find_fields, parse_fields, unfold
from byhand.kit.limits import Limits

_WRONG_ENCODING = {"7bits": "7bit", "8bits": "8bit", "bit7": "7bit"}


@dataclass(slots=True)
class Part:
    """One part: its fields, its body at raw[start:end], and where it stands."""

    fields: Fields
    start: int
    end: int
    type: str
    parameters: Parameters
    alternative: int = 0  # number of the multipart/alternative around it, 0 for none
    related: bool = False
    report: bool = False

    @property
    def encoding(self) -> str:
        value = self.fields.get("content-transfer-encoding")
        if not value:
            return ""
        name = unfold(value).partition(";")[0].strip(" \"'").lower()
        return _WRONG_ENCODING.get(name, name)


@dataclass(slots=True)
class Walk:
    """What is found while a message is taken apart."""

    raw: bytes
    limits: Limits
    leaves: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    parts: int = 0
    alternatives: int = 0
    deadline: float = 0.0

    def complain(self, sentence: str) -> None:
        if sentence not in self.problems:
            self.problems.append(sentence)


def take_apart(raw: bytes, limits: Limits) -> tuple[Part, Walk]:
    """The message as a whole, and its leaves in the order they stand."""
    walk = Walk(raw, limits, deadline=monotonic() + limits.seconds)
    whole = read_part(walk, _past_separator(raw), len(raw), "text/plain")
    _descend(walk, whole, 0)
    return whole, walk


def take_body_apart(raw: bytes, start: int, kind: str, limits: Limits) -> Walk:
    """The leaves of a multipart message whose Content-Type is known, and where its body begins."""
    walk = Walk(raw, limits, deadline=monotonic() + limits.seconds)
    _descend(walk, Part({}, start, len(raw), *parse_parameters(kind)), 0)
    return walk


def read_part(walk: Walk, start: int, end: int, default_type: str) -> Part:
    """The fields of the part at raw[start:end], and where its body lies."""
    stop, body = find_fields(walk.raw, start, end)
    if stop - start > walk.limits.header_bytes:
        walk.complain(
            f"Its header is longer than {walk.limits.header_bytes:,} bytes; only the beginning was read."
        )
        stop = start + walk.limits.header_bytes
    if walk.raw.find(b"\0", start, stop) >= 0:
        walk.complain("It holds NUL characters, which were left out.")
    fields = parse_fields(walk.raw, start, stop) if stop > start else {}
    kind, parameters = parse_parameters(fields.get("content-type", ""))
    if kind.count("/") != 1:
        kind = {"": default_type, "text": "text/plain", "html": "text/html"}.get(kind, default_type)
    return Part(fields, body, end, kind, parameters)


def inner_message(walk: Walk, part: Part) -> Part:
    """The message inside a message/rfc822 part; its fields alone are read."""
    return read_part(walk, part.start, part.end, "text/plain")


def _past_separator(raw: bytes) -> int:
    """Skips an mbox separator and blank lines before the first field."""
    at = 0
    if raw.startswith((b"From ", b">From ")):
        at = raw.find(b"\n") + 1
    while raw.startswith((b"\n", b"\r\n"), at):
        at += 1 + raw.startswith(b"\r", at)
        if at > 100:
            return 0
    return at


def _descend(walk: Walk, part: Part, depth: int) -> None:
    walk.parts += 1
    if not part.type.startswith("multipart/"):
        walk.leaves.append(part)
    elif depth >= walk.limits.depth:
        walk.complain(
            f"Its parts are nested more than {walk.limits.depth} deep; the innermost are kept as one file."
        )
        walk.leaves.append(part)
    else:
        _descend_into(walk, part, depth)


def _descend_into(walk: Walk, part: Part, depth: int) -> None:
    alternative = part.alternative
    if part.type == "multipart/alternative" and not alternative:
        walk.alternatives += 1
        alternative = walk.alternatives
    default_type = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    found = False
    for start, end in _bodies(walk, part):
        found = True
        if walk.parts >= walk.limits.parts or monotonic() > walk.deadline:
            walk.complain(f"It has more than {walk.limits.parts:,} parts; the others were left aside.")
            return
        child = read_part(walk, start, end, default_type)
        child.alternative = alternative
        child.related = part.related or part.type == "multipart/related"
        child.report = part.report or part.type == "multipart/report"
        _descend(walk, child, depth + 1)
    if not found:
        _as_text(walk, part)


def _as_text(walk: Walk, part: Part) -> None:
    walk.complain(
        "It says that it has several parts, but they cannot be told apart; all of it is shown as text."
    )
    walk.leaves.append(Part(part.fields, part.start, part.end, "text/plain", {}, part.alternative))


def _bodies(walk: Walk, part: Part) -> Iterator[tuple[int, int]]:
    """The spans between the boundary's lines (RFC 2046, 5.1.1)."""
    raw, end = walk.raw, part.end
    delimiter = b"--" + part.parameters.get("boundary", "").encode("utf-8", "replace")
    if len(delimiter) == 2:
        return
    begin = -1
    at = _next_delimiter(raw, delimiter, part.start, end)
    while at >= 0:
        if begin >= 0:
            yield begin, _before_newline(raw, begin, at)
        after = at + len(delimiter)
        if raw.startswith(b"--", after, end):
            return
        newline = raw.find(b"\n", after, end)
        begin = newline + 1 if newline >= 0 else end
        at = _next_delimiter(raw, delimiter, begin, end)
    if 0 <= begin < end:
        walk.complain("It ends before its last part is closed; something may be missing.")
        yield begin, end


def _next_delimiter(raw: bytes, delimiter: bytes, start: int, end: int) -> int:
    """Where the delimiter next stands alone at the beginning of a line, or -1."""
    at = raw.find(delimiter, start, end)
    while at >= 0:
        if (at == start or raw[at - 1] == 10) and _stands_alone(raw, at + len(delimiter), end):
            return at
        at = raw.find(delimiter, at + 1, end)
    return -1


def _stands_alone(raw: bytes, after: int, end: int) -> bool:
    """Another boundary may begin with the same letters."""
    if raw.startswith(b"--", after, end):
        after += 2
    return after >= end or raw[after] in b"\r\n \t"


def _before_newline(raw: bytes, begin: int, at: int) -> int:
    """The line end before a delimiter belongs to the delimiter."""
    if at - 1 >= begin and raw[at - 1] == 10:
        at -= 1
    if at - 1 >= begin and raw[at - 1] == 13:
        at -= 1
    return at
