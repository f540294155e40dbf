"""Reads archives on shared storage as a Spark job: one piece a task, by the code that reads it on one machine."""

from __future__ import annotations

import platform
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import polars as pl
from py4j.protocol import Py4JError
from pyspark import Accumulator, SparkContext
from pyspark.errors import PySparkException

from byhand.audit.piece_reading import read_piece_to
from byhand.audit.reading import Progress
from byhand.audit.sources import Piece, Source, pieces
from byhand.audit.spark.session import NoCluster, reason
from byhand.audit.table_rows import Columns

_STREAM = 1 << 20  # numbers set aside for a packed archive, whose pieces nobody has counted
_LOOK = 0.3  # seconds between two looks at how far it is
_SAID = re.compile(r"OutOfReach: (.*)")


class OutOfReach(Exception):
    """A worker does not see what the driver sees. Its text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one task reads: a piece, or all of a packed archive, since it can be unpacked from its beginning only."""

    number: int  # of the first piece
    source: Source
    piece: Piece | None


def tasks(sources: list[Source]) -> Iterator[Task]:
    """Everything there is to read; the numbers rise in the order in which one machine would read."""
    number = 0
    for source in sources:
        if source.kind == "stream":
            yield Task(number, source, None)
            number += _STREAM
            continue
        for piece in pieces(source):
            yield Task(number, source, piece)
            number += 1


def read_on(
    context: SparkContext, folder: Path, sources: list[Source], columns: Columns, progress: Progress
) -> None:
    """Reads all sources into a folder on shared storage. The folder is there when all is read, and not before.

    Raises NoCluster with a sentence where a worker cannot reach the archives or the folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = Path(tempfile.mkdtemp(prefix="reading-", dir=folder.parent))
    try:
        token = unfinished / f"token-{secrets.token_hex(8)}"
        token.touch()
        work, done = list(tasks(sources)), context.accumulator(0)
        read = partial(_read, unfinished, token, pl.__version__, dict(columns), done)
        job = context.parallelize(work, max(1, len(work))).map(read)
        _watched(lambda: job.count(), done, sum(source.size for source in sources), progress)
        token.unlink()
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _watched(job: Callable[[], int], done: Accumulator[int], total: int, progress: Progress) -> None:
    """Runs the job in a thread of its own, so that Ctrl-C and the bar are heard meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(job)
        while not wait({running}, timeout=_LOOK).done:
            progress(min(done.value, total), total)
        try:
            running.result()
        except (PySparkException, Py4JError) as problem:
            raise NoCluster(_sentence(problem)) from None
    progress(total, total)


def _read(
    folder: Path, token: Path, version: str, columns: Columns, done: Accumulator[int], task: Task
) -> None:
    """On a worker. Files appear whole or not at all, since a second attempt may run beside the first."""
    _look_around(token, version, task)
    for number, piece in _numbered(task):
        with tempfile.TemporaryDirectory(prefix="piece-", dir=folder) as own:
            weight = read_piece_to(Path(own), number, piece, columns)[1]
            for file in Path(own).iterdir():
                file.replace(folder / file.name)
        done.add(weight)


def _numbered(task: Task) -> Iterator[tuple[int, Piece]]:
    return zip(count(task.number), pieces(task.source) if task.piece is None else (task.piece,), strict=False)


def _look_around(token: Path, version: str, task: Task) -> None:
    here, path = platform.node(), task.source.path
    if pl.__version__ != version:
        raise OutOfReach(
            f"Polars is {pl.__version__} on the worker {here}, and {version} here. Their hashes may differ; install the"
            " same on both."
        )
    if not token.exists():
        raise OutOfReach(
            f"The worker {here} does not see {token.parent.parent}. Name a folder on shared storage: --parquet DIR."
        )
    size = _size(task)
    if size is None:
        raise OutOfReach(
            f"The worker {here} cannot read {path}. Archives must lie on shared storage, at the same path."
        )
    if size != task.source.size and task.source.kind != "files":
        raise OutOfReach(f"{path} is another file on the worker {here}. Archives must lie on shared storage.")


def _size(task: Task) -> int | None:
    try:
        with (task.source.files or (task.source.path,))[0].open("rb"):
            return task.source.path.stat().st_size
    except OSError:
        return None


def _sentence(problem: Exception) -> str:
    said = _SAID.findall(str(problem))
    if said:
        return said[0].strip()
    if "No module named" in str(problem):
        return "The workers have no Byhand: install byhand[audit] there, and name their Python in PYSPARK_PYTHON."
    return f"Spark gave up: {reason(problem)}"
