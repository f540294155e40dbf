"""Wall time, memory, and the rows they make."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Self

import psutil


class Watch:
    """The most memory this process and any process below it held while it was open: bytes, ten looks a second."""

    def __init__(self) -> None:
        self.itself = self.children = 0
        self._open = threading.Event()

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.set()
        self._thread.join()

    def _look(self) -> None:
        me = psutil.Process()
        while not self._open.wait(0.1):
            self.itself = max(self.itself, me.memory_info().rss)
            for child in me.children(recursive=True):
                try:
                    self.children = max(self.children, child.memory_info().rss)
                except psutil.Error:
                    continue  # it ended while we looked


def seconds(work: Callable[[], object]) -> float:
    """Wall time."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def row(
    name: str, value: float, unit: str, goal: str, met: bool, peer: float | None = None, ratio: float | None = None,
    **more: object,
) -> dict:  # fmt: skip
    """A row as `bin/bench` prints it."""
    rounded = round(value, 2) if value < 100 else round(value)
    return {"name": name, "value": rounded, "unit": unit, "goal": goal, "met": met,
            "peer": peer and round(peer, 2), "ratio": ratio and round(ratio, 1), **more}  # fmt: skip
