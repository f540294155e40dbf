"""mbox files, read in slices: a message at a time, whatever the size of the file (RFC 4155 and its older cousins)."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path

from byhand.kit.stored import Stored

_SLICE = 1 << 20
_GZIP_RATIO = 4  # how much smaller mail becomes, about

# A separator stands behind an empty line, carries a weekday, a month, a day, a time and a year, and is followed by
# a header field: "From " in a letter is none of that. Zones and odd addresses are allowed.
_SEPARATOR = re.compile(
    rb"\n\r?\n(From [^\n]{0,300}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} +\d{1,2}:\d\d(?::\d\d)?"
    rb"(?: +[+-]\d{4}| +[A-Z]{1,5})? +\d{4}[^\n]{0,80}\n)(?=[!-9;-~]{1,80}[ \t]*:|>From )"
)
_NEWLINE, _GUARD = b"\n>"
_FROM = re.compile(rb"From ")
_LONGEST_SEPARATOR = 700  # with the beginning of the field behind it, well measured
_AHEAD = 1 << 16  # most letters end within so much behind a slice in which they begin
_BEHIND = 100  # bytes behind a separator that decide whether it is one
_EMPTY_LINE = b"\n\n"  # the file's first separator stands behind one, so to speak
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)


class Mbox:
    """One mbox file, or one that gzip made smaller. Positions are offsets of separators in the plain file."""

    def __init__(self, path: Path, folder: str = "") -> None:
        self.path, self.folder = path, folder
        stored = path.stat().st_size
        self.size = stored * _GZIP_RATIO if _is_gzip(path) else stored

    def messages(self, after: str | None = None) -> Iterator[Stored]:
        """Messages in the order they stand, those behind the one at this position if it is given."""
        start = int(after) if after else 0
        with self._open() as file:
            file.seek(start)
            found = _split(file, start, _EMPTY_LINE)
            if after is not None:
                next(found, None)
            for offset, end, raw in found:
                yield Stored(str(offset), end, _unstuffed(raw), self.folder, frozenset())

    def between(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """Position and bytes of messages whose separator lies in [start, end) of a plain file: pieces of a file
        read side by side."""
        end = min(end, self.path.stat().st_size)
        with self.path.open("rb") as file:
            for at in range(start, end, _SLICE):
                yield from _held(file, at, min(at + _SLICE, end))

    def _open(self) -> BufferedIOBase:
        return gzip.open(self.path, "rb") if _is_gzip(self.path) else self.path.open("rb")


def read_pieces(file: BufferedIOBase, size: int) -> Iterator[tuple[int, bytes]]:
    """A stream in pieces of about this size that each begin at a separator, with the offset of each."""
    offset, buffer = 0, b""
    while piece := _read(file, size):
        buffer += piece
        cut = _last_separator(buffer)
        if cut:
            yield offset, buffer[:cut]
            offset, buffer = offset + cut, buffer[cut:]
    if buffer:
        yield offset, buffer


def read_piece(piece: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Position and bytes of the messages of such a piece."""
    yield from _cut(_EMPTY_LINE + piece, offset - len(_EMPTY_LINE))


def begins_like_mbox(beginning: bytes) -> bool:
    """Whether these bytes begin with a separator."""
    return _SEPARATOR.match(_EMPTY_LINE + beginning[:_LONGEST_SEPARATOR]) is not None


def looks_like_mbox(path: Path) -> bool:
    """Whether the file begins with a separator."""
    try:
        with gzip.open(path, "rb") if _is_gzip(path) else path.open("rb") as file:
            return begins_like_mbox(file.read(_LONGEST_SEPARATOR))
    except (EOFError, gzip.BadGzipFile):
        return False


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _last_separator(buffer: bytes) -> int:
    """Where the last separator of the buffer begins; 0 if there is none but the first."""
    at = buffer.rfind(b"\nFrom ", 0, len(buffer) - _LONGEST_SEPARATOR)
    while at > 1:
        found = _SEPARATOR.match(buffer, at - 1) or _SEPARATOR.match(buffer, at - 2)
        if found and found.start(1) == at + 1:
            return at + 1
        at = buffer.rfind(b"\nFrom ", 0, at)
    return 0


def _split(file: BufferedIOBase, base: int, before: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Offset, end and bytes (without separator) of each message. Looks at every byte once.

    `before` stands for what lies before the file's next byte; without it the file stands two bytes before `base`.
    """
    pieces: list[bytes] = []  # of the message being read
    buffer, base, offset = before, base - len(_EMPTY_LINE), -1
    while True:
        piece = _read(file)
        buffer += piece
        at = 0
        for found in _separators(buffer):
            if piece and found.end() > len(buffer) - _BEHIND:
                break
            if offset >= 0:
                pieces.append(buffer[at : found.start() + 1])
                yield offset, base + found.start(1), pieces[0] if len(pieces) == 1 else b"".join(pieces)
            pieces, offset, at = [], base + found.start(1), found.end()
        keep = max(at, len(buffer) - _LONGEST_SEPARATOR) if piece else len(buffer)
        pieces.append(buffer[at:keep])
        base, buffer = base + keep, buffer[keep:]
        if not piece:
            break
    if offset >= 0:
        yield offset, base, _without_last_line(b"".join(pieces))


def _held(file: BufferedIOBase, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The same, of a slice that is held whole, which is quickest while it fits a processor's own memory."""
    base = start - len(_EMPTY_LINE) if start > 1 else 0
    file.seek(base)
    buffer = _read(file, end - base + _AHEAD)
    if not base:
        buffer, base = _EMPTY_LINE + buffer, -len(_EMPTY_LINE)
    for offset, raw in _cut(_with_all_of_the_last(file, buffer, end - base), base):
        if offset >= end:
            return
        if offset >= start:
            yield offset, raw


def _with_all_of_the_last(file: BufferedIOBase, buffer: bytes, end: int) -> bytes:
    """The buffer, read on until a separator begins in it at `end` or behind it."""
    more = _AHEAD
    while not any(True for _ in _separators(buffer, end)):
        more *= 2
        piece = _read(file, more)
        if not piece:
            break
        buffer += piece
    return buffer


def _cut(buffer: bytes, base: int) -> Iterator[tuple[int, bytes]]:
    """Position and bytes of the messages of a buffer that is held whole; `base` is its own position.

    One search finds both separators and guarded lines: it is what takes longest.
    """
    offset, at, guarded = -1, 0, False
    for begin in _FROM.finditer(buffer):
        before = buffer[begin.start() - 1]
        if before == _GUARD:
            guarded = True
        elif before == _NEWLINE and (found := _separator_at(buffer, begin.start())) and begin.start() > at:
            if offset >= 0:
                raw = buffer[at : found.start() + 1]
                yield offset, _STUFFED.sub(rb"\1", raw) if guarded else raw
            offset, at, guarded = base + begin.start(), found.end(), False
    if offset >= 0:
        yield offset, _unstuffed(_without_last_line(buffer[at:]))


def _separators(buffer: bytes, start: int = 0) -> Iterator[re.Match[bytes]]:
    """What `_SEPARATOR.finditer` gives, found by its rarest letters first."""
    done = 0
    for begin in _FROM.finditer(buffer, start):
        at = begin.start()
        if buffer[at - 1] == _NEWLINE and at > done and (found := _separator_at(buffer, at)):
            done = found.end()
            yield found


def _separator_at(buffer: bytes, at: int) -> re.Match[bytes] | None:
    """The separator whose "From " stands there, if it is one."""
    found = _SEPARATOR.match(buffer, max(0, at - 2)) or _SEPARATOR.match(buffer, max(0, at - 3))
    return found if found and found.start(1) == at else None


def _read(file: BufferedIOBase, size: int = _SLICE) -> bytes:
    """A slice, or nothing at the end of the file, however it ends."""
    try:
        return file.read(size)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return b""


def _without_last_line(raw: bytes) -> bytes:
    """The empty line that ends each message of an mbox belongs to the mbox."""
    if raw.endswith(b"\r\n\r\n"):
        return raw[:-2]
    return raw[:-1] if raw.endswith(b"\n\n") else raw


def _unstuffed(raw: bytes) -> bytes:
    """`>From ` at the beginning of a line is `From ` with a guard before it."""
    return _STUFFED.sub(rb"\1", raw) if b">" in raw and b">From " in raw else raw
