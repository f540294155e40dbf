"""Which worker this is, and whether another one is surely gone."""

from __future__ import annotations

import os
import platform
import secrets

_HOST = platform.node()
_TOKEN = secrets.token_hex(4)


def this_worker() -> str:
    """Names this process and no other, also after a restart under the same number."""
    return f"{_HOST}:{os.getpid()}:{_TOKEN}"


def is_surely_gone(worker: str) -> bool:
    """Whether that process ended: it ran on this machine and its number is free or ours."""
    host, _, rest = worker.rpartition(":")[0].rpartition(":")
    if host != _HOST or not rest.isdigit() or worker == this_worker():
        return False
    return int(rest) == os.getpid() or not _is_running(int(rest))


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
