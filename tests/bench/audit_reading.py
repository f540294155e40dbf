"""Reading archives, beside the standard library and fast-mail-parser.

The standard library walks the file with `mailbox` and takes headers and one body as text; fast-mail-parser gets the
letters already cut apart. We are measured twice: full rows alone (people, time, kind, new words, to Parquet),
and all that `read` does, which also hashes every sentence. Two processes, begun within the measured time.
"""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from email import message_from_binary_file, policy
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from tests.bench.archives import repeated
from tests.bench.clock import row, seconds

from byhand.audit import read
from byhand.audit.piece_reading import rows_of, write
from byhand.audit.reading import begun
from byhand.audit.sources import Piece, find_sources, pieces
from byhand.kit.mbox import Mbox

_FIELDS = ("from", "to", "cc", "date", "subject", "message-id", "in-reply-to", "references")
_MANY = {"Enron": 100_000, "SpamAssassin": 40_000}
_SAMPLE = 2_000  # messages the default policy reads: it takes minutes for all
_TOGETHER = 2_000  # messages given to parse_many at a time


def reading_rows(corpus: str, path: Path, folder: Path, quick: bool) -> list[dict]:
    """A row for each peer, and one for all that `read` does."""
    most = _MANY[corpus] // (4 if quick else 1)
    path = repeated(path, folder / f"{corpus}-repeated.mbox", most)
    rows = seconds(lambda: _rows_alone(path, folder / f"{corpus}-rows")) / most
    whole = seconds(lambda: read([path], processes=2)) / most
    compat = seconds(lambda: _walk(path)) / most
    modern = seconds(lambda: _walk(path, _SAMPLE, _modern)) / _SAMPLE
    name = f"audit, full rows of {corpus} repeated to {most:,}, two processes"
    found = [
        _compared(name, rows, compat, "8 times compat32", 8),
        _compared(name, rows, modern, "90 times policy.default", 90),
    ]
    if find_spec("fast_mail_parser"):
        found.append(_compared(name, rows, _parse_many(path) / most, "1 times parse_many", 1))
    name = name.replace("full rows", "full rows and hashed sentences")
    return [*found, _compared(name, whole, compat, "8 times compat32", 8)]


def _compared(name: str, ours: float, theirs: float, goal: str, least: float) -> dict:
    ratio = theirs / ours
    return row(f"{name} ({goal})", 1 / ours, "messages/s", goal, ratio >= least, 1 / theirs, ratio)


def _rows_alone(path: Path, folder: Path) -> None:
    folder.mkdir()
    with begun(2) as pool:
        [source] = find_sources([path])
        list(pool.map(_write_rows, ((folder, number, piece) for number, piece in enumerate(pieces(source)))))


def _write_rows(work: tuple[Path, int, Piece]) -> None:
    folder, number, piece = work
    rows = rows_of(piece, {})
    write(folder / f"{number:06}.messages.parquet", rows.messages())
    write(folder / f"{number:06}.people.parquet", rows.known())


def _modern(file) -> object:
    return message_from_binary_file(file, policy=policy.default)


def _walk(path: Path, most: int | None = None, factory: Callable[..., object] | None = None) -> None:
    for mail in islice(mailbox.mbox(path, factory=factory), most):
        for name in _FIELDS:
            _or_nothing(lambda name=name, mail=mail: str(mail[name]))
        part = next((one for one in mail.walk() if one.get_content_maintype() == "text"), None)
        if part is not None:
            _or_nothing(lambda part=part: (part.get_payload(decode=True) or b"").decode("utf-8", "replace"))


def _or_nothing(read_it: Callable[[], object]) -> None:
    """The default policy raises on a good many real messages; what it cannot read counts as read."""
    try:
        read_it()
    except Exception:
        return


def _parse_many(path: Path) -> float:
    """Seconds of fast-mail-parser alone, on two threads."""
    parse, taken = import_module("fast_mail_parser").parse_many, 0.0
    letters = (raw for _, raw in Mbox(path).between(0, path.stat().st_size))
    while together := list(islice(letters, _TOGETHER)):
        taken += seconds(lambda together=together: parse(together, threads=2))
    return taken
