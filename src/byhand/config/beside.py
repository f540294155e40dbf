"""Beside: on PostgreSQL a second process serves the same socket, since one Python uses one processor.

The first does the chores and keeps the others alive; those serve pages and sockets, and end when the first does, even
when it is killed: they hold one end of a pipe, whose other end closes with it.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module

import django

PATIENCE = 2.0
ENDING = 12.0

log = logging.getLogger(__name__)


@contextmanager
def served_beside(descriptor: int, others: int) -> Generator[None]:
    """So many others serve that socket until the end of the block; one that ends by itself is begun again."""
    ending = threading.Event()
    watches = [threading.Thread(target=_keep, args=[descriptor, ending], daemon=True) for _ in range(others)]
    for watch in watches:
        watch.start()
    try:
        yield
    finally:
        ending.set()
        for watch in watches:
            watch.join(ENDING + PATIENCE)


def _keep(descriptor: int, ending: threading.Event) -> None:
    while not ending.is_set():
        process = _begin(descriptor)
        while not ending.wait(0.2) and process.poll() is None:
            continue
        if not ending.is_set():
            log.error("serving.ended_beside", extra={"code": process.returncode})
            ending.wait(PATIENCE)
        _end(process)


def _begin(descriptor: int) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C is the first one's, which then lets the others finish what they serve.
    return subprocess.Popen(
        [sys.executable, "-m", "byhand.config.beside", str(descriptor)],
        stdin=subprocess.PIPE, pass_fds=[descriptor], start_new_session=True,
    )  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(descriptor: str) -> None:
    """The other process, in the environment of the first: serves until the pipe is closed."""
    django.setup()
    serving = import_module("byhand.config.serving")  # it needs Django set up
    serving.serve_beside(int(descriptor), until=sys.stdin.buffer.read)


if __name__ == "__main__":
    main(sys.argv[1])
