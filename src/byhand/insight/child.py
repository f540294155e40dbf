"""The process that works the figures out: it stands back for the desk, and ends when the desk does."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import django

_FIRST_TO_GO = "900"  # of 1000: when memory runs out, this process ends and not the desk


def main(pk: str) -> None:
    """Works out the figures of that row, whatever comes of it."""
    stand_back()
    threading.Thread(target=_end_with_the_desk, daemon=True).start()
    django.setup()
    import_module("byhand.insight.working").work_out(int(pk))  # it needs Django set up


def stand_back() -> None:
    """Takes the processor only when nobody else wants it."""
    os.nice(19)
    with suppress(OSError):  # not everywhere allowed, and not needed
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO)


def _end_with_the_desk() -> None:
    os.read(0, 1)  # gives nothing when the pipe closes; a buffered read would hold up the end of the process
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
