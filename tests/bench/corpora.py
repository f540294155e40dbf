"""The large data the measurements read, where it is there."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(os.environ.get("BYHAND_LARGE_DATA") or Path(__file__).parents[3] / "shared" / "data")


def enron(most: int) -> Iterator[bytes]:
    """The first letters of the Enron archive."""
    yield from _letters(FOLDER / "enron-6.mbox.gz", most)


def _letters(path: Path, most: int) -> Iterator[bytes]:
    lines: list[bytes] = []
    with gzip.open(path) as file:
        for line in file:
            if line.startswith(b"From MAILER-DAEMON ") and lines:
                yield b"".join(lines)
                lines, most = [], most - 1
                if not most:
                    return
            elif not line.startswith(b"From MAILER-DAEMON "):
                lines.append(line)
