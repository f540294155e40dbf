"""One process a data folder: two on one SQLite file would do every chore twice and lock each other out."""

from __future__ import annotations

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process has the folder; the text is a sentence for a person."""


@contextmanager
def hold_folder(folder: Path) -> Generator[None]:
    """Holds the folder while the process lives; the system lets go even when it is killed."""
    with (folder / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(
                f"Byhand is already running on the data folder {folder}. Stop it first, or name another: --data DIR."
            ) from None
        yield
