"""The desk at a million messages, over HTTP from the real server; and the memory of the idle product."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from tests.bench import crowd
from tests.bench.house import DATABASES, LONG, LONG_ID, house
from tests.bench.peer import peer, visits
from tests.bench.searching import searches
from tests.bench.visiting import Desk, free_port, wait_for

CONVERSATIONS = 100_000
MEDIAN_GOAL, P95_GOAL, MEMORY_GOAL, LONG_GOAL = 40.0, 100.0, 250.0, 200.0
ROOT = Path(__file__).parents[2]
WORD = "glazeish"
Visit = Callable[[], object]


def rows(quick: bool) -> list[dict]:
    """Times of the list and of a conversation on both databases, and memory."""
    count = CONVERSATIONS // 10 if quick else CONVERSATIONS
    found: list[dict] = []
    for database in DATABASES:
        with house(database) as environment:
            found += _measure(environment, database, count, quick=quick)
    return found


def _beside_the_peer(desk: Desk, count: int) -> list[dict]:
    """The same visits to both, in turns, in one run."""
    ours = {
        "list": lambda: desk.get("/conversations/"),
        "conversation": lambda: desk.get(random.choice(desk.links)),
        "search": lambda: desk.get(f"/search/?q={WORD}"),
    }
    with peer(count) as (port, cookie):
        theirs = visits(port, cookie, count, WORD)
        return [_compared(name, count, ours[name], theirs[name]) for name in ours]


def _compared(name: str, count: int, ours: Visit, theirs: Visit) -> dict:
    turns = [(_median(ours, 20), _median(theirs, 5)) for _ in range(3)]
    mine, its = (statistics.median(times) for times in zip(*turns, strict=True))
    row = _row(
        f"{name} beside django-helpdesk, {count * 10:,} messages: median", mine, "ms", "quicker", its > mine
    )
    return row | {"peer": round(its, 1), "ratio": round(its / mine, 1)}


def _median(visit: Visit, times: int) -> float:
    return statistics.median(_taken(visit) for _ in range(times))


def _taken(visit: Visit) -> float:
    started = time.perf_counter()
    visit()
    return (time.perf_counter() - started) * 1000


def _measure(environment: dict[str, str], database: str, count: int, *, quick: bool) -> list[dict]:
    size = f"{count:,} conversations, {count * 10:,} messages, {database}"
    times = 50 if quick else 120
    cookies = _filled(environment, count)
    with _served(environment) as (port, process):
        desk = Desk(port, cookies[0])
        idle = _memory(process)
        links = desk.conversations()
        visits_of: dict[str, Visit] = {
            "list": lambda: desk.get("/conversations/"),
            "list “all”": lambda: desk.get("/conversations/?list=all"),
            "conversation": lambda: desk.get(random.choice(links)),
            "person": lambda: desk.get(f"/people/{random.randint(1, count // 2)}/"),
            **{f"search, {kind}": visit for kind, visit in searches(desk).items()},
        }
        found = [
            *(row for name, visit in visits_of.items() for row in _times(f"{name}, {size}", visit, times)),
            _long_one(desk, size),
            *crowd.rows(port, cookies, size, quick=quick),
            *(_beside_the_peer(Desk(port, cookies[0], links), count) if database == "sqlite" else ()),
        ]
    met = idle < MEMORY_GOAL
    found.append(_row(f"memory of the idle product, {database}", idle, "MB", f"< {MEMORY_GOAL:.0f}", met))
    return found


def _long_one(desk: Desk, size: str) -> dict:
    """A conversation of 2,000 messages opens at its end."""
    median = _median(lambda: desk.get(f"/conversations/{LONG_ID}/"), 15)
    return _row(f"conversation of {LONG:,} messages, {size}: median", median, "ms", f"< {LONG_GOAL:.0f}",
                median < LONG_GOAL)  # fmt: skip


def _filled(environment: dict[str, str], count: int) -> list[str]:
    """Fills the house; gives a session's cookie for each colleague."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.fill", str(count)], env=environment, cwd=ROOT,
                          stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
    return done.stdout.strip().splitlines()[-1].split()


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[tuple[int, psutil.Process]]:
    port = free_port()
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
            wait_for(port, "/accounts/login/")
            yield port, psutil.Process(server.pid)
        finally:
            server.terminate()
            server.wait(30)


def _memory(process: psutil.Process) -> float:
    """Unique memory of the process and its children, MB; shared pages count once."""
    time.sleep(3)
    every = [process, *process.children(recursive=True)]
    return sum(one.memory_full_info().uss for one in every) / 1024**2


def _times(name: str, visit: Visit, times: int) -> list[dict]:
    taken = [_taken(visit) for _ in range(times + 5)][5:]
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
