"""Reading archives, beside the standard library and fast-mail-parser.

Counted as the peers are: from the file to who, to whom, when, what kind and which words, as columns in memory. The
standard library walks the file with `mailbox` and takes headers and one body as text; fast-mail-parser gets the letters
already cut apart. We begin two processes before the clock runs, as the peers have been imported by then; that has a
row of its own. What follows reading has rows without a goal: quotes cut and Parquet written, and all that `read` does,
which hashes every sentence besides.
"""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from email import message_from_binary_file, policy
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from tests.bench.archives import repeated, some
from tests.bench.clock import row, seconds

from byhand.audit import read
from byhand.audit.piece_reading import rows_of, write
from byhand.audit.reading import begun
from byhand.audit.sources import Piece, find_sources, pieces
from byhand.kit.mbox import Mbox

_FIELDS = ("from", "to", "cc", "date", "subject", "message-id", "in-reply-to", "references")
_MANY = {"Enron": 200_000, "SpamAssassin": 80_000}
_SAMPLE = 2_000  # messages the default policy reads: it takes minutes for all
_TOGETHER = 2_000  # messages given to parse_many at a time


def reading_rows(corpus: str, path: Path, folder: Path, quick: bool) -> list[dict]:
    """A row for each peer, one for what it takes to begin, and two for what follows."""
    most = _MANY[corpus] // (4 if quick else 1)
    path = repeated(path, folder / f"{corpus}-repeated.mbox", most)
    with begun(2) as pool:
        rows, cut = (
            seconds(lambda work=work: list(pool.map(work, _pieces(path, folder)))) / most
            for work in (_read_rows, _write_rows)
        )
    whole = seconds(lambda: read([path], processes=2)) / most
    compat = seconds(lambda: _walk(path)) / most
    sample = some(path, folder / f"{corpus}-sample.mbox", _SAMPLE)
    modern = seconds(lambda: _walk(sample, _modern)) / _SAMPLE
    of = f"{corpus} repeated to {most:,}, two processes"
    found = [
        _compared(f"audit, full rows of {of}", rows, compat, "8 times compat32", 8),
        _compared(f"audit, full rows of {of}", rows, modern, "90 times policy.default", 90),
    ]
    if find_spec("fast_mail_parser"):
        parsed = _parse_many(path) / most
        found.append(_compared(f"audit, full rows of {of}", rows, parsed, "1 times parse_many", 1))
    return [
        *found,
        _compared(f"audit, full rows, quotes cut, as Parquet, of {of}", cut, compat, "compat32"),
        _compared(f"audit, full rows and hashed sentences of {of}", whole, compat, "compat32"),
        row("audit, two processes begun", seconds(lambda: begun(2).shutdown()), "s", "", None),
    ]


def _compared(name: str, ours: float, theirs: float, goal: str, least: float | None = None) -> dict:
    ratio = theirs / ours
    met = None if least is None else ratio >= least
    return row(f"{name} ({goal})", 1 / ours, "messages/s", goal if least else "", met, 1 / theirs, ratio)


def _pieces(path: Path, folder: Path) -> list[tuple[Path, int, Piece]]:
    [source] = find_sources([path])
    return [(folder, number, piece) for number, piece in enumerate(pieces(source))]


def _read_rows(work: tuple[Path, int, Piece]) -> int:
    return rows_of(work[2], {}).as_read().height


def _write_rows(work: tuple[Path, int, Piece]) -> None:
    folder, number, piece = work
    rows = rows_of(piece, {})
    write(folder / f"{number:06}.messages.parquet", rows.messages())
    write(folder / f"{number:06}.people.parquet", rows.known())


def _modern(file) -> object:
    return message_from_binary_file(file, policy=policy.default)


def _walk(path: Path, factory: Callable[..., object] | None = None) -> None:
    for mail in mailbox.mbox(path, factory=factory):
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
    letters = (stored.raw for stored in Mbox(path).messages())
    while together := list(islice(letters, _TOGETHER)):
        taken += seconds(lambda together=together: parse(together, threads=2))
    return taken
