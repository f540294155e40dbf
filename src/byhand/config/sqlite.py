"""Puts a sound SQLite under Django.

SQLite 3.7.0 to 3.51.2 may lose a write-ahead log when two connections write and checkpoint at once
(fixed in 3.51.3, March 2026). Distributions still ship 3.40; the wheel `pysqlite3` brings a newer one.
"""

from __future__ import annotations

import sys
from types import ModuleType

try:
    import pysqlite3 as newer
except ImportError:  # no wheel for this system: its own SQLite must do, `byhand doctor` says which it is
    newer: ModuleType | None = None


def swap_in() -> None:
    """Makes `import sqlite3` mean the newer SQLite; call before Django is imported."""
    if newer is not None:
        sys.modules["sqlite3"] = newer
