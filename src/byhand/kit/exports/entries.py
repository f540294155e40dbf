"""Entries: the objects of a JSON file one by one, however large it is, or why one cannot be read.

A small file is read whole. Of a large one the list it holds is found without reading it, in a mapping of the file, so
that ten gigabytes need no more memory than their largest conversation.
"""

from __future__ import annotations

import gzip
import json
import mmap
import re
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from byhand.kit.exports.matter import Entry
from byhand.kit.exports.shapes import HOLDERS, entries_in

WHOLE = 32 << 20  # bytes that are read at once
LONGEST_ENTRY = 256 << 20
LARGEST_UNPACKED = 20 << 30
_RATIO = 200  # what gzip makes smaller than that is a trap
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_GZIP = b"\x1f\x8b"
_NOT_JSON = "It is no JSON that can be read."
_TOO_LONG = "It is longer than any conversation."


@dataclass(frozen=True, slots=True)
class Found:
    """The entry with that number in its file (from 1), or why it cannot be read; `end`: bytes that lie behind."""

    number: int
    end: int
    entry: Entry | None = None
    trouble: str = ""


def entries(path: Path) -> Iterator[Found]:
    """Every entry of a .json, .jsonl or .ndjson file, also of one packed by gzip. Raises OSError."""
    with _plain(path) as file:
        size = file.seek(0, 2)
        file.seek(0)
        if _is_lines(path):
            yield from _lines(file)
        elif size <= WHOLE:
            yield from _whole(file.read(), size)
        else:
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                yield from _of_a_list(mapped)


def is_export_file(path: Path) -> bool:
    return bool({".json", ".jsonl", ".ndjson"} & {one.lower() for one in path.suffixes[-2:]})


def _is_lines(path: Path) -> bool:
    return bool({".jsonl", ".ndjson"} & {one.lower() for one in path.suffixes[-2:]})


@contextmanager
def _plain(path: Path) -> Generator[IO[bytes]]:
    """The file, unpacked beside if gzip made it smaller. Raises OSError for a trap."""
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            file.seek(0)
            yield file
            return
    most = min(LARGEST_UNPACKED, path.stat().st_size * _RATIO + WHOLE)
    with gzip.open(path, "rb") as packed, tempfile.TemporaryFile(dir=path.parent) as unpacked:
        while piece := packed.read(1 << 20):
            unpacked.write(piece)
            if unpacked.tell() > most:
                raise OSError("what gzip packed is larger than any export")
        unpacked.flush()
        yield cast("IO[bytes]", unpacked)


def _lines(file: IO[bytes]) -> Iterator[Found]:
    end = 0
    number = 0
    while line := file.readline(LONGEST_ENTRY):
        end += len(line)
        number += 1
        if len(line) == LONGEST_ENTRY and not line.endswith(b"\n"):
            yield Found(number, end, trouble=_TOO_LONG)
            while (rest := file.readline(LONGEST_ENTRY)) and not rest.endswith(b"\n"):
                end += len(rest)
        elif line.strip():
            yield _read(line, number, end)


def _whole(data: bytes, size: int) -> Iterator[Found]:
    try:
        found = entries_in(json.loads(data.decode("utf-8-sig", "replace")))
    except (ValueError, RecursionError):
        yield Found(1, size, trouble=_NOT_JSON)
        return
    for number, entry in enumerate(found, 1):
        yield Found(number, size * number // len(found), entry)


def _of_a_list(data: mmap.mmap) -> Iterator[Found]:
    """The objects of the first list that is the file itself, or stands in it under one of the usual names."""
    depth, list_depth, begin, number = 0, 0, 0, 0
    last = b""
    for token in _TOKEN.finditer(data):
        sign = token[0][:1]
        if sign == b'"':
            last = token[0][1:40] if depth <= 2 else b""
        elif sign in b"[{":
            depth += 1
            if not list_depth and sign == b"[" and _is_holder(depth, last):
                list_depth = depth
            elif list_depth and depth == list_depth + 1:
                begin = token.start()
        else:
            if list_depth and depth == list_depth + 1:
                number += 1
                yield _slice(data, begin, token.end(), number)
            elif depth == list_depth:
                list_depth = 0
            depth -= 1


def _is_holder(depth: int, last: bytes) -> bool:
    return depth == 1 or (depth <= 3 and last.rstrip(b'"').decode("ascii", "replace") in HOLDERS)


def _slice(data: mmap.mmap, begin: int, end: int, number: int) -> Found:
    if end - begin > LONGEST_ENTRY:
        return Found(number, end, trouble=_TOO_LONG)
    return _read(data[begin:end], number, end)


def _read(raw: bytes, number: int, end: int) -> Found:
    try:
        entry = json.loads(raw.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Found(number, end, trouble=_NOT_JSON)
    if not isinstance(entry, dict):
        return Found(number, end, trouble="It is no conversation.")
    return Found(number, end, cast(Entry, entry))
