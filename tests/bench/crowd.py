"""A team at work: forty readers who open a page each two seconds, ten writers who answer each ten seconds."""

from __future__ import annotations

import html
import random
import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.bench.visiting import Desk

READERS, WRITERS = 40, 10
READ_EVERY, WRITE_EVERY = 2.0, 10.0
P95_GOAL = 300.0
FIELD, VALUE = r'<input[^>]*\bname="{}"[^>]*>', re.compile(r'\bvalue="([^"]*)"')


@dataclass
class Seen:
    """What all of them saw: milliseconds a request, and what went wrong."""

    reading: list[float] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def rows(port: int, cookies: list[str], size: str, *, quick: bool) -> list[dict]:
    """Times of a team at work, and how many requests failed."""
    seen = a_team_at_work(port, cookies, seconds=15 if quick else 60)
    people = f"{READERS} readers, {WRITERS} writers at once, {size}"
    return [
        _row(f"reading, {people}: p95", _p95(seen.reading), len(seen.reading)),
        _row(f"answering, {people}: p95", _p95(seen.writing), len(seen.writing)),
        {
            "name": f"failed requests, {people}", "value": len(seen.errors), "unit": "", "goal": "0",
            "met": not seen.errors, "peer": None, "ratio": None, "errors": seen.errors[:3],
        },
    ]  # fmt: skip


def a_team_at_work(port: int, cookies: list[str], *, seconds: float) -> Seen:
    """Each visitor has a line of its own and begins at a moment of its own."""
    seen, links = Seen(), Desk(port, cookies[0]).conversations()
    until = time.monotonic() + seconds
    kinds = [(_read, READ_EVERY, seen.reading)] * READERS + [(_answer, WRITE_EVERY, seen.writing)] * WRITERS
    visitors = [
        threading.Thread(
            target=_visit, args=(Desk(port, cookies[n % len(cookies)], links), *kind, seen.errors, until, n)
        )
        for n, kind in enumerate(kinds)
    ]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    return seen


Turn = Callable[[Desk, random.Random], float]


def _visit(
    desk: Desk, turn: Turn, every: float, times: list[float], errors: list[str], until: float, number: int
) -> None:
    dice = random.Random(number)
    time.sleep(dice.uniform(0, every))
    while time.monotonic() < until:
        begun = time.monotonic()
        try:
            times.append(turn(desk, dice))
        except Exception as error:  # whatever went wrong is what is counted
            errors.append(f"{type(error).__name__}: {str(error)[:300]}")
        time.sleep(max(0, begun + every - time.monotonic()))


def _read(desk: Desk, dice: random.Random) -> float:
    page = dice.choice(
        ("/conversations/", "/conversations/?list=all", "conversation", "conversation", "/people/")
    )
    return _timed(lambda: desk.get(dice.choice(desk.links) if page == "conversation" else page))


def _answer(desk: Desk, dice: random.Random) -> float:
    """Opens a conversation, writes a line, sends it; the sending is timed."""
    link = desk.links.pop(dice.randrange(len(desk.links)))
    page = desk.get(link)
    words = {
        name: _value(page, name) for name in ("csrfmiddlewaretoken", "seen_message", "to", "cc", "subject")
    }
    words["body"] = f"Thank you, that is noted. {dice.random()}"
    return _timed(lambda: desk.post(f"{link}write/", words))


def _value(page: str, name: str) -> str:
    sheet = page[page.index('id="write"') :]
    field = re.search(FIELD.format(name), sheet)
    assert field, name
    value = VALUE.search(field[0])
    return html.unescape(value[1]) if value else ""


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else 0.0


def _row(name: str, value: float, count: int) -> dict:
    return {
        "name": f"{name} of {count}", "value": round(value, 1), "unit": "ms", "goal": f"< {P95_GOAL:.0f}",
        "met": 0 < value < P95_GOAL, "peer": None, "ratio": None,
    }  # fmt: skip
