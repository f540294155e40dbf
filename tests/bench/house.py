"""A house for one measurement: its own data folder and database, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import machine
from tests.servers.postgres import start_postgres

DATABASES = ("sqlite", "postgresql")
# In a filled house stands one conversation that never ended: its messages, and its address.
LONG, LONG_ID = 2_000, "blong0000000"


@contextmanager
def house(database: str) -> Iterator[dict[str, str]]:
    """The environment of an empty house on that database, both ended with the block."""
    with tempfile.TemporaryDirectory(prefix="byhand-bench-") as folder:
        own = {
            "DJANGO_SETTINGS_MODULE": "byhand.config.settings",
            "BYHAND_DATA": folder,
            "BYHAND_DATABASE_URL": "",
            "BYHAND_LOG_LEVEL": "ERROR",
        }
        if database == "sqlite":
            yield {**os.environ, **own}
            return
        with machine.reachable_folder("bench-postgres") as place:
            server = start_postgres(place, durable=True)
            try:
                yield {**os.environ, **own, "BYHAND_DATABASE_URL": server.url}
            finally:
                server.stop()


def measured(module: str, database: str, *arguments: str) -> list[dict]:
    """Runs `python -m module` in a fresh house; gives the rows it printed as one line of JSON."""
    with house(database) as environment:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], env=environment, cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    rows = json.loads(done.stdout.strip().splitlines()[-1])
    return [{**row, "name": f"{row['name']} ({database})"} for row in rows]
