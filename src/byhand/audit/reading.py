"""Reads archives into Parquet tables, several pieces at a time; memory does not grow with the archive."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from threading import current_thread, main_thread

from byhand.audit.piece_reading import PATIENCE, begin_process, read_piece_to
from byhand.audit.sources import PIECE, Piece, Source, pieces
from byhand.audit.table_rows import Columns

Progress = Callable[[int, int], None]
_PER_PROCESS = 2  # pieces that wait, so that no process does


def read_into(
    folder: Path, sources: list[Source], columns: Columns, progress: Progress, processes: int | None = None
) -> None:
    """Reads all sources into a folder of tables. The folder is there when all is read, and not before."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = Path(tempfile.mkdtemp(prefix="reading-", dir=folder.parent))
    try:
        _read(unfinished, sources, columns, progress, processes or os.cpu_count() or 1)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _read(folder: Path, sources: list[Source], columns: Columns, progress: Progress, processes: int) -> None:
    total, done = sum(source.size for source in sources), 0
    work = ((number, piece) for number, piece in enumerate(_every(sources)))
    if total <= PIECE or processes == 1:
        for number, piece in work:
            done += read_piece_to(folder, number, piece, columns)[1]
            progress(min(done, total), total)
        return
    for weight in _side_by_side(folder, work, columns, processes):
        done += weight
        progress(min(done, total), total)


def _every(sources: list[Source]) -> Iterator[Piece]:
    for source in sources:
        yield from pieces(source)


def _side_by_side(
    folder: Path, work: Iterator[tuple[int, Piece]], columns: Columns, processes: int
) -> Iterator[int]:
    """The weight of each piece as it is done."""
    pool = begun(processes)
    waiting: set[Future[tuple[int, int]]] = set()
    try:
        for number, piece in work:
            waiting.add(pool.submit(read_piece_to, folder, number, piece, columns))
            if len(waiting) >= processes * _PER_PROCESS:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result()[1] for one in done)
        yield from (one.result()[1] for one in wait(waiting).done)
    finally:
        pool.shutdown(cancel_futures=True)


def begun(processes: int) -> ProcessPoolExecutor:
    """The processes, all of them at work."""
    context = get_context("forkserver")  # loads what reading needs once, for all processes
    context.set_forkserver_preload([read_piece_to.__module__])
    with _nobody_interrupts():
        all_here = context.Barrier(processes + 1)
        pool = ProcessPoolExecutor(processes, context, begin_process, (all_here,))
        for _ in range(processes):
            pool.submit(os.getpid)  # each begins with the first thing it is asked
        all_here.wait(PATIENCE)
    return pool


@contextmanager
def _nobody_interrupts() -> Generator[None]:
    """A Ctrl-C pressed meanwhile is heard afterwards, and by us alone: what is begun here inherits the mask."""
    if current_thread() is not main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    resource_tracker.ensure_running()  # unblocks what it had blocked, so it comes first
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
