"""Beside: on PostgreSQL a second process serves the same socket, since one Python uses one processor.

The first does the chores and keeps the others alive; those serve pages and sockets, and end when the first does, even
when it is killed: they hold one end of a pipe, whose other end closes with it.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module

import django

from byhand.config import environment

PATIENCE = 2.0
ENDING = 12.0

log = logging.getLogger(__name__)


@contextmanager
def served_beside(bound: socket.socket, others: int) -> Generator[None]:
    """So many other processes serve this socket until the end of the block; one that ends by itself is begun again."""
    ending = threading.Event()
    watches = [threading.Thread(target=_keep, args=[bound, ending], daemon=True) for _ in range(others)]
    for watch in watches:
        watch.start()
    try:
        yield
    finally:
        ending.set()
        for watch in watches:
            watch.join(ENDING + PATIENCE)


def _keep(bound: socket.socket, ending: threading.Event) -> None:
    while not ending.is_set():
        process = _begin(bound)
        while not ending.wait(0.2) and process.poll() is None:
            continue
        if not ending.is_set():
            log.error("serving.ended_beside", extra={"code": process.returncode})
            ending.wait(PATIENCE)
        _end(process)


def _begin(bound: socket.socket) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C is the first one's, which then lets the others finish what they serve.
    return subprocess.Popen(
        [sys.executable, "-m", "byhand.config.beside", str(bound.fileno())],
        stdin=subprocess.PIPE, pass_fds=[bound.fileno()], start_new_session=True,
        env=os.environ | {environment.CHORES.name: "no"},
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
    """The other process: serves until the pipe is closed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "byhand.config.settings"
    django.setup()
    serving = import_module("byhand.config.serving")  # it needs Django set up
    with socket.socket(fileno=int(descriptor)) as bound:
        serving.serve(bound, until=sys.stdin.buffer.read)


if __name__ == "__main__":
    main(sys.argv[1])
