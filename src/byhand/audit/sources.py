"""What lies at the paths, in pieces to be read side by side: byte ranges, bytes of a stream, files, tables."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import IO, Literal, cast

import zstandard

from byhand.kit.maildir import EmlFolder, Maildir, looks_like_maildir
from byhand.kit.mbox import begins_like_mbox, read_pieces

Kind = Literal["mbox", "stream", "files", "table", "export"]

PIECE = 16 << 20  # smaller ones are read more slowly: some steps cost the same whatever a piece holds
_FILES = 400  # of a folder that are read in one go
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_RATIO = 4  # how much smaller mail becomes, about
TABLES = {".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"}


class NotReadable(ValueError):
    """The path holds nothing the audit can read. Its text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Source:
    """One archive."""

    number: int
    path: Path
    kind: Kind
    size: int  # in bytes as they are stored
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a source that one process reads at a time."""

    source: Source
    start: int = 0
    end: int = 0
    data: bytes = b""
    files: tuple[Path, ...] = ()
    weight: int = 0  # bytes of the source that lie behind once it is read


def find_sources(paths: list[Path]) -> list[Source]:
    """The archives at these paths; folders that hold archives are opened. Raises NotReadable with a sentence."""
    found: list[Source] = []
    for path in paths:
        for one, kind, files in _within(path):
            size = sum(file.stat().st_size for file in files) if files else one.stat().st_size
            found.append(Source(len(found), one, kind, size, files))
    return found


def pieces(source: Source) -> Iterator[Piece]:
    """The source in pieces, in order."""
    if source.kind == "mbox":
        for start in range(0, source.size, PIECE):
            end = min(start + PIECE, source.size)
            yield Piece(source, start, end, weight=end - start)
    elif source.kind == "stream":
        with open_plain(source.path) as file:
            for offset, data in read_pieces(cast(BufferedIOBase, file), PIECE):
                yield Piece(source, offset, data=data, weight=min(len(data) // _RATIO, source.size))
    elif source.kind == "files":
        for at in range(0, len(source.files), _FILES):
            some = source.files[at : at + _FILES]
            yield Piece(source, files=some, weight=sum(one.stat().st_size for one in some if one.exists()))
    else:
        yield Piece(source, weight=source.size)


def open_plain(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked if gzip or Zstandard made them smaller."""
    beginning = _beginning(path)
    if beginning.startswith(_GZIP):
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if beginning.startswith(_ZSTD):
        return cast("IO[bytes]", zstandard.open(path, "rb"))
    return path.open("rb")


def _within(path: Path) -> Iterator[tuple[Path, Kind, tuple[Path, ...]]]:
    if not path.exists():
        raise NotReadable(f"There is nothing at {path}.")
    if not path.is_dir():
        yield path, _kind_of(path), (path,) if path.suffix.lower() == ".eml" else ()
        return
    if looks_like_maildir(path):
        yield path, "files", tuple(Maildir(path).files)
        return
    yield from _in_folder(path)


def _in_folder(path: Path) -> Iterator[tuple[Path, Kind, tuple[Path, ...]]]:
    letters = tuple(EmlFolder(path).files)
    others = [one for one in sorted(path.rglob("*")) if one.is_file() and one.suffix.lower() != ".eml"]
    archives: list[tuple[Path, Kind]] = [(one, kind) for one in others if (kind := _known(one))]
    if not letters and not archives:
        raise NotReadable(f"{path} holds no mail: no mbox, no Maildir, no .eml, no table of messages.")
    if letters:
        yield path, "files", letters
    for one, kind in archives:
        yield one, kind, ()


def _kind_of(path: Path) -> Kind:
    kind = _known(path)
    if kind is None:
        raise NotReadable(
            f"{path} is no mail: neither an mbox, an .eml, a CSV, JSONL or Parquet of messages, nor an export we know."
        )
    return kind


def _known(path: Path) -> Kind | None:
    suffixes = {one.lower() for one in path.suffixes[-2:]}
    if ".eml" in suffixes:
        return "files"
    if suffixes & TABLES:
        return "table"
    if ".json" in suffixes:
        return "export"
    packed = _beginning(path).startswith((_GZIP, _ZSTD))
    try:
        with open_plain(path) as file:
            is_mbox = begins_like_mbox(file.read(1024))
    except (OSError, EOFError, zstandard.ZstdError):
        return None
    return ("stream" if packed else "mbox") if is_mbox else None


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)
