"""One audit from beginning to end, twice: its time, and the memory of the process a person starts.

Run as `python -m tests.bench.audit_whole MBOX MESSAGES FOLDER`, so that nothing measured before lies in its memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.clock import Watch, row, seconds

from byhand.audit import audit, read


def whole_rows(path: Path, most: int, folder: Path) -> list[dict]:
    """Of so many messages in that file, measured in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(path), str(most), str(folder)],
        cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


def _rows(path: Path, most: int, folder: Path) -> list[dict]:
    kept, inside = folder / "kept", most / 1_000_000
    with Watch() as watch:
        first = seconds(lambda: audit(read([path], keep=kept)))
    again = seconds(lambda: audit(read([path], keep=kept)))
    return [
        row(f"audit of {most:,} messages", first, "s", f"{80 * inside:g}", first <= 80 * inside),
        row(f"audit of {most:,} messages, second run", again, "s", f"{15 * inside:g}", again <= 15 * inside),
        row("audit, the largest worker", watch.children / 1e9, "GB", "1.5", watch.children <= 1.5e9),
        row("audit, the main process", watch.itself / 1e9, "GB", "1.5", watch.itself <= 1.5e9),
    ]


if __name__ == "__main__":
    print(json.dumps(_rows(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
