"""Help pages over HTTP from the real server: an article, unchanged and not, the search; and how many a second.

Beside the clock stands the processor time of the server for one page: it hardly depends on what else the machine does.
"""

from __future__ import annotations

import http.client
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from urllib.parse import quote

import psutil
from tests.bench.desk import ROOT, _served
from tests.bench.house import DATABASES, house

ARTICLES, TIMES, READERS, SECONDS = 500, 300, 8, 6.0
P95_GOAL = 100.0
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "Accept-Language": "en"}
SEARCHES = ("clay", "glaz", "number4", "kiln bowl", "the", "zebra")
dice = random.Random(7)


def rows(quick: bool) -> list[dict]:
    """On both databases."""
    count = ARTICLES // 5 if quick else ARTICLES
    found: list[dict] = []
    for database in DATABASES:
        with house(database) as environment:
            fill = [sys.executable, "-m", "tests.bench.help_fill", str(count)]
            subprocess.run(fill, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            with _served(environment) as (port, process):
                found += _measured(port, process, f"{count} articles, {database}", count)
    return found


def _measured(port: int, process: psutil.Process, size: str, count: int) -> list[dict]:
    etag = _ask(_line(port), "/help/en/page-0/")[1]
    asks: dict[str, Callable[[], tuple[str, dict[str, str]]]] = {
        "a help page": lambda: (f"/help/en/page-{dice.randrange(count)}/", {}),
        "a help page that has not changed": lambda: ("/help/en/page-0/", {"If-None-Match": etag}),
        "a search of the help pages": lambda: (f"/help/en/?q={quote(dice.choice(SEARCHES))}&typing=1", {}),
    }
    return [row for name, ask in asks.items() for row in _times(port, process, f"{name}, {size}", ask)]


def _times(
    port: int, process: psutil.Process, name: str, ask: Callable[[], tuple[str, dict[str, str]]]
) -> list[dict]:
    line, taken = _line(port), list[float]()
    before = _processor(process)
    for _ in range(TIMES + 10):
        path, headers = ask()
        begun = time.perf_counter()
        _ask(line, path, headers)
        taken.append((time.perf_counter() - begun) * 1000)
    used = (_processor(process) - before) * 1000 / len(taken)
    p95 = statistics.quantiles(taken[10:], n=20)[-1]
    return [
        _row(f"{name}: median", statistics.median(taken[10:]), "ms"),
        _row(f"{name}: p95", p95, "ms", f"< {P95_GOAL:.0f}", p95 < P95_GOAL),
        _row(f"{name}: processor time", used, "ms"),
        _row(f"{name}: {READERS} readers at once", _a_second(port, ask), "1/s"),
    ]


def _a_second(port: int, ask: Callable[[], tuple[str, dict[str, str]]]) -> float:
    until, done = time.perf_counter() + SECONDS, [0] * READERS

    def read(number: int) -> None:
        line = _line(port)
        while time.perf_counter() < until:
            _ask(line, *ask())
            done[number] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    return sum(done) / SECONDS


def _line(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=30)


def _ask(
    line: http.client.HTTPConnection, path: str, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """Asks for a page; gives its status and ETag. AssertionError if it is none."""
    try:
        line.request("GET", path, headers=BROWSER | (headers or {}))
        answer = line.getresponse()
    except http.client.RemoteDisconnected:
        line.close()
        line.request("GET", path, headers=BROWSER | (headers or {}))
        answer = line.getresponse()
    answer.read()
    assert answer.status in (200, 304), (path, answer.status)
    return answer.status, answer.headers.get("ETag", "")


def _processor(process: psutil.Process) -> float:
    """Seconds of processor time of the server and its children."""
    every = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in every)


def _row(name: str, value: float, unit: str, goal: str = "", met: bool | None = None) -> dict:
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "goal": goal,
        "met": met,
        "peer": None,
        "ratio": None,
    }
