"""Beside: on PostgreSQL a second process serves the same socket, since one Python uses one processor.

The first does the chores and keeps the others alive; those serve pages and sockets, and end when the first does, even
when it is killed: they hold one end of a pipe, whose other end closes with it. They are loaded while the first prepares
the house, and told over that pipe when it is ready: whoever waited for the desk finds all of them there.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from importlib import import_module

import django

PATIENCE = 2.0
ENDING = 12.0
SERVE = b"serve\n"

log = logging.getLogger(__name__)


@contextmanager
def loaded_beside(descriptor: int, others: int) -> Generator[Callable[[], None]]:
    """So many others are loaded, serve that socket from the call on, and end with the block; one that ends by itself is
    begun again.
    """
    ready, ending = threading.Event(), threading.Event()
    watches = [
        threading.Thread(target=_keep, args=[descriptor, ready, ending], daemon=True) for _ in range(others)
    ]
    for watch in watches:
        watch.start()
    try:
        yield ready.set
    finally:
        ending.set()
        ready.set()
        for watch in watches:
            watch.join(ENDING + PATIENCE)


def _keep(descriptor: int, ready: threading.Event, ending: threading.Event) -> None:
    while not ending.is_set():
        process = _begin(descriptor)
        ready.wait()
        if ending.is_set():
            process.kill()  # it has served nobody
        else:
            _let_serve(process)
        while not ending.wait(0.2) and process.poll() is None:
            continue
        if not ending.is_set():
            log.error("serving.ended_beside", extra={"code": process.returncode})
            ending.wait(PATIENCE)
        _end(process)


def _let_serve(process: subprocess.Popen[bytes]) -> None:
    """One that has ended meanwhile is begun again, like any other."""
    with suppress(BrokenPipeError):
        if process.stdin:
            process.stdin.write(SERVE)
            process.stdin.flush()


def _begin(descriptor: int) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C is the first one's, which then lets the others finish what they serve.
    return subprocess.Popen(
        [sys.executable, "-m", "byhand.config.beside", str(descriptor)],
        stdin=subprocess.PIPE, pass_fds=[descriptor], start_new_session=True,
    )  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        with suppress(BrokenPipeError):
            process.stdin.close()
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(descriptor: str) -> None:
    """The other process, in the environment of the first: serves from its word on until the pipe is closed."""
    django.setup()
    serving = import_module("byhand.config.serving")  # it needs Django set up
    pipe = sys.stdin.buffer
    serving.serve_beside(int(descriptor), ready=pipe.readline, until=pipe.read)


if __name__ == "__main__":
    main(sys.argv[1])
