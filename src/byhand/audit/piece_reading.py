"""One piece of an archive to Parquet files, in a process of its own."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterable, Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import polars as pl

from byhand.audit.many_letters import add_letters
from byhand.audit.marks import with_marks
from byhand.audit.promised import with_promises
from byhand.audit.rows import Rows
from byhand.audit.sources import Piece, open_plain
from byhand.audit.table_rows import Columns, add_export, add_table
from byhand.audit.units import units_of
from byhand.kit.mbox import Mbox, read_piece

PATIENCE = 60.0  # seconds until processes that did not begin are given up


def begin_process(all_here: Barrier) -> None:
    """Ctrl-C is for the main process, which then ends the others. A piece leaves no cycles to collect."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["POLARS_MAX_THREADS"] = (
        "1"  # the processes are as many as the cores; read when Polars first works
    )
    gc.disable()
    all_here.wait(PATIENCE)


def read_piece_to(folder: Path, number: int, piece: Piece, columns: Columns) -> tuple[int, int]:
    """Writes the piece's tables into the folder; gives how many messages it holds, and the piece's weight."""
    return write_tables(folder, number, rows_of(piece, columns)), piece.weight


def write_tables(folder: Path, number: int, rows: Rows) -> int:
    """Writes the tables of one piece; gives how many messages it holds."""
    messages = with_promises(with_marks(rows.messages(), number))
    write(folder / f"{number:06}.units.parquet", units_of(messages))
    write(folder / f"{number:06}.messages.parquet", messages)
    write(folder / f"{number:06}.people.parquet", rows.known())
    if rows.unreadable:
        write(folder / f"{number:06}.unreadable.parquet", rows.failures())
    return messages.height


def rows_of(piece: Piece, columns: Columns) -> Rows:
    """What the piece holds, as rows."""
    rows, source = Rows(piece.source.number), piece.source
    if source.kind == "mbox":
        add_letters(rows, _placed(Mbox(source.path).between(piece.start, piece.end)))
    elif source.kind == "stream":
        add_letters(rows, _placed(read_piece(piece.data, piece.start)))
    elif source.kind == "files":
        add_letters(rows, _opened(rows, piece.files))
    elif source.kind == "table":
        add_table(rows, source.path, columns)
    else:
        with open_plain(source.path) as file:
            add_export(rows, file)
    return rows


def write(path: Path, frame: pl.DataFrame) -> None:
    """A Parquet file that is quick to read again."""
    frame.write_parquet(path, compression="zstd", compression_level=1, statistics=False)


def _placed(letters: Iterable[tuple[int, bytes]]) -> Iterator[tuple[str, bytes]]:
    for position, raw in letters:
        yield str(position), raw


def _opened(rows: Rows, paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            with open_plain(path) as file:
                raw = file.read()
        except OSError as problem:
            rows.unreadable.append((str(path), problem.strerror or str(problem)))
        else:
            yield str(path), raw
