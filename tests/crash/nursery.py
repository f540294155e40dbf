"""Workers of a house, one after the other, each alive until it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fresh import FreshHouse

ROOT = Path(__file__).parents[2]


class Nursery:
    """Starting Python and loading the house takes a second or two, which nobody needs to wait for fifty times."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin and process.stdout
        self.told, self.said = process.stdin, process.stdout
        self.at_work = 0

    def begin(self) -> int:
        """Begins a worker; gives its number once it works."""
        print("work", file=self.told, flush=True)
        *words, number = self.said.readline().split()
        assert words == ["at", "work"]
        self.at_work = int(number)
        return self.at_work

    def kill(self, worker: int) -> None:
        """Ends it without a word, as if the power had gone."""
        os.kill(worker, signal.SIGKILL)
        self.at_work = 0
        assert self.said.readline() == "gone\n"


@contextmanager
def nursery(house: FreshHouse, program: str = "tests.crash.worker") -> Iterator[Nursery]:
    with subprocess.Popen([sys.executable, "-m", program], env=house.environment(), cwd=ROOT,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # fmt: skip
        workers = Nursery(process)
        try:
            yield workers
        finally:  # whatever a test failed of: nobody works on
            if workers.at_work:
                os.kill(workers.at_work, signal.SIGKILL)
