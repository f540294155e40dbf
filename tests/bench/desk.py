"""The desk at a million messages, over HTTP from the real server; and the memory of the idle product."""

from __future__ import annotations

import http.client
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from tests.bench.house import DATABASES, house

CONVERSATIONS = 100_000
MEDIAN_GOAL, P95_GOAL, MEMORY_GOAL = 40.0, 100.0, 250.0
ROOT = Path(__file__).parents[2]


def rows(quick: bool) -> list[dict]:
    """Times of the list and of a conversation on both databases, and memory."""
    count = CONVERSATIONS // 10 if quick else CONVERSATIONS
    found: list[dict] = []
    for database in DATABASES:
        with house(database) as environment:
            found += _measure(environment, database, count)
    return found


def _measure(environment: dict[str, str], database: str, count: int) -> list[dict]:
    size = f"{count:,} conversations, {count * 10:,} messages, {database}"
    cookie = _filled(environment, count)
    with _served(environment) as (port, process):
        desk = Desk(port, cookie)
        idle = _memory(process)
        links = desk.links()
        found = [
            *_times(f"list, {size}", lambda: desk.get("/conversations/")),
            *_times(f"list “all”, {size}", lambda: desk.get("/conversations/?list=all")),
            *_times(f"conversation, {size}", lambda: desk.get(random.choice(links))),
        ]
    met = idle < MEMORY_GOAL
    found.append(_row(f"memory of the idle product, {database}", idle, "MB", f"< {MEMORY_GOAL:.0f}", met))
    return found


class Desk:
    """A colleague's browser, as far as a measurement needs one."""

    def __init__(self, port: int, cookie: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Cookie": f"byhand_session={cookie}"}

    def get(self, path: str) -> str:
        self._line.request("GET", path, headers=self._headers)
        answer = self._line.getresponse()
        body = answer.read().decode()
        assert answer.status == 200, (path, answer.status, body[:300])
        return body

    def links(self) -> list[str]:
        """Conversations named on the first pages of “all”."""
        page = self.get("/conversations/?list=all")
        found = sorted(set(re.findall(r'href="(/conversations/[\w-]{8,}/)', page)))
        assert len(found) > 10, page[:2000]
        return found


def _filled(environment: dict[str, str], count: int) -> str:
    done = subprocess.run([sys.executable, "-m", "tests.bench.fill", str(count)], env=environment, cwd=ROOT,
                          stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
    return done.stdout.strip().splitlines()[-1]


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[tuple[int, psutil.Process]]:
    port = _free_port()
    words = [
        sys.executable,
        "-m",
        "byhand.cli",
        "start",
        "--data",
        environment["BYHAND_DATA"],
        "--port",
        str(port),
    ]
    with subprocess.Popen(words, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        said = server.stdout.readline()
        assert "http" in said, said
        try:
            _wait_for(port)
            yield port, psutil.Process(server.pid)
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/accounts/login/")
            line.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the desk did not answer")


def _memory(process: psutil.Process) -> float:
    """Unique memory of the process and its children, MB; shared pages count once."""
    time.sleep(3)
    every = [process, *process.children(recursive=True)]
    return sum(one.memory_full_info().uss for one in every) / 1024**2


def _times(name: str, visit: object, times: int = 120) -> list[dict]:
    taken: list[float] = []
    for number in range(times + 10):
        started = time.perf_counter()
        visit()  # type: ignore[operator]
        if number >= 10:
            taken.append((time.perf_counter() - started) * 1000)
    median = statistics.median(taken)
    p95 = statistics.quantiles(taken, n=20)[-1]
    return [
        _row(f"{name}: median", median, "ms", f"< {MEDIAN_GOAL:.0f}", median < MEDIAN_GOAL),
        _row(f"{name}: p95", p95, "ms", f"< {P95_GOAL:.0f}", p95 < P95_GOAL),
    ]


def _row(name: str, value: float, unit: str, goal: str, met: bool) -> dict:
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "goal": goal,
        "met": met,
        "peer": None,
        "ratio": None,
    }


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
