"""The files of a message: which parts are files, what they are called, what they weigh."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from byhand.kit.fields import parse_parameters
from byhand.kit.filenames import default_name, harmless, stated_name, unique
from byhand.kit.headers import plain
from byhand.kit.parsed import Attachment
from byhand.kit.parts import Part, Walk, inner_message
from byhand.kit.tnef import unpack
from byhand.kit.transfer import decoded, slices

_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_SHOWN = {"text/plain", "text/html"}
_IDENTITY = {"", "7bit", "8bit", "binary"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message: a part of it, or bytes unpacked from a part."""

    part: Part
    name: str  # as stated, may be empty
    data: bytes | None = None  # None: the part's own content
    is_attached: bool = False  # says of itself that it is an attachment

    @property
    def type(self) -> str:
        return "application/octet-stream" if self.data is not None else self.part.type


def is_shown(part: Part, alone: bool) -> bool:
    """Whether a leaf belongs to the letter itself rather than to its files."""
    if part.type not in _SHOWN:
        return False
    disposition, names = _disposition(part)
    if disposition == "attachment":
        return False
    return alone or part.alternative > 0 or not stated_name(names, part.parameters)


def files(walk: Walk, oversized: list[Part]) -> Iterator[File]:
    """Every file, in the order they stand. Letters too long to show whole are files as well."""
    alone = len(walk.leaves) == 1
    for leaf in walk.leaves:
        if is_shown(leaf, alone) and not any(leaf is part for part in oversized):
            continue
        disposition, names = _disposition(leaf)
        yield File(leaf, _name(walk, leaf, names), None, disposition == "attachment")
        if leaf.type in _TNEF or names.get("filename", "").lower() == "winmail.dat":
            yield from _unpacked(walk, leaf)


def describe(walk: Walk, found: list[File], cids: set[str]) -> tuple[Attachment, ...]:
    """The attachments of these files; those whose content id the page names are inline."""
    taken: set[str] = set()
    return tuple(_attachment(walk, file, index, taken, cids) for index, file in enumerate(found))


def content(walk: Walk, file: File) -> bytes:
    """The file's bytes."""
    part = file.part
    return file.data if file.data is not None else decoded(walk.raw, part.start, part.end, part.encoding)


def _attachment(walk: Walk, file: File, index: int, taken: set[str], cids: set[str]) -> Attachment:
    size, digest = _weigh(walk, file)
    cid = plain(file.part.fields.get("content-id", "")).strip("<> ") if file.data is None else ""
    name = unique(harmless(file.name) or default_name(file.type), taken)
    inline = bool(cid) and (cid in cids or (file.part.related and not file.is_attached))
    return Attachment(name, file.type, size, digest, inline, cid or None, index)


def _weigh(walk: Walk, file: File) -> tuple[int, str]:
    if file.data is not None:
        return len(file.data), hashlib.sha256(file.data).hexdigest()
    part = file.part
    if part.encoding in _IDENTITY:
        return part.end - part.start, hashlib.sha256(memoryview(walk.raw)[part.start : part.end]).hexdigest()
    digest, size = hashlib.sha256(), 0
    for piece in slices(walk.raw, part.start, part.end, part.encoding):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def _disposition(part: Part) -> tuple[str, dict[str, str]]:
    value = part.fields.get("content-disposition")
    return parse_parameters(value) if value else ("", {})


def _name(walk: Walk, leaf: Part, names: dict[str, str]) -> str:
    stated = stated_name(names, leaf.parameters)
    if leaf.type != "message/rfc822" or stated:
        return stated
    subject = harmless(plain(inner_message(walk, leaf).fields.get("subject", "")).replace("/", "-"))
    return f"{subject or 'message'}.eml"


def _unpacked(walk: Walk, leaf: Part) -> Iterator[File]:
    inside = unpack(decoded(walk.raw, leaf.start, leaf.end, leaf.encoding), walk.limits.unpacked_bytes)
    if not inside:
        walk.complain("Its winmail.dat could not be unpacked; it is kept as it came.")
    for one in inside:
        yield File(leaf, one.name, one.data)
