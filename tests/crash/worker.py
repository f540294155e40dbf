"""The chores of a house in processes of their own, to be killed at any moment.

Everything is loaded once; each worker is a fork of what is loaded, and has yet to open a database, a file or a thread.
It is told “work” and says “at work PID”; once that process has ended, and been buried, it says “gone”.
"""

import os
import sys
import threading

import django

django.setup()

from byhand.config.chores import CHORES  # noqa: E402
from byhand.work.loop import ChoreLoop  # noqa: E402


def work() -> None:
    ChoreLoop(CHORES).start()
    print(f"at work {os.getpid()}", flush=True)
    threading.Event().wait()


assert threading.active_count() == 1
for _told in sys.stdin:
    worker = os.fork()
    if not worker:
        work()
    os.waitpid(worker, 0)
    print("gone", flush=True)
