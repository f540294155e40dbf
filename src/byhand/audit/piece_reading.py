"""One piece of an archive to Parquet files, in a process of its own."""

from __future__ import annotations

import gc
import os
import signal
from multiprocessing.synchronize import Barrier
from pathlib import Path

import polars as pl

from byhand.audit.letters import add_letter
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
        for position, raw in Mbox(source.path).between(piece.start, piece.end):
            add_letter(rows, raw, str(position))
    elif source.kind == "stream":
        for position, raw in read_piece(piece.data, piece.start):
            add_letter(rows, raw, str(position))
    elif source.kind == "files":
        for path in piece.files:
            _add_file(rows, path)
    elif source.kind == "table":
        add_table(rows, source.path, columns)
    else:
        with open_plain(source.path) as file:
            add_export(rows, file)
    return rows


def write(path: Path, frame: pl.DataFrame) -> None:
    """A Parquet file that is quick to read again."""
    frame.write_parquet(path, compression="zstd", compression_level=1, statistics=False)


def _add_file(rows: Rows, path: Path) -> None:
    try:
        with open_plain(path) as file:
            add_letter(rows, file.read(), str(path))
    except OSError as problem:
        rows.unreadable.append((str(path), problem.strerror or str(problem)))
