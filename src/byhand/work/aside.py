"""Work that takes minutes, in a process of its own: it stands back for the desk, and ends when the desk does."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from byhand.kit.guarded import child_environment

_FIRST_TO_GO = "900"  # of 1000: when memory runs out, that process ends and not the desk


def begin(module: str, *words: str, **environment: str) -> subprocess.Popen[bytes]:
    """Begins `python -m module words`. It holds one end of a pipe, whose other end closes with us, however we end."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        stdin=subprocess.PIPE, env=child_environment() | environment, start_new_session=True,
    )  # fmt: skip


def stand_aside() -> None:
    """The child's part: takes the processor only when nobody else wants it, and ends when the desk ends."""
    os.nice(19)
    with suppress(OSError):  # not everywhere allowed, and not needed
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO)
    threading.Thread(target=_end_with_the_desk, daemon=True).start()


def _end_with_the_desk() -> None:
    os.read(0, 1)  # gives nothing when the pipe closes; a buffered read would hold up the end of the process
    os._exit(1)
