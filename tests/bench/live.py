"""Sockets: what thousands of idle ones cost, and how soon a change reaches them while pages are served."""

from __future__ import annotations

import asyncio
import base64
import multiprocessing
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.desk import _filled, _memory, _row, _served
from tests.bench.house import house
from tests.bench.visiting import Desk

SOCKETS, WATCHERS, CHANGES, PAGES_A_SECOND = 5000, 1000, 7, 20
WHAT = f"while {PAGES_A_SECOND} pages/s are asked for, from the note’s request on"


def rows(quick: bool) -> list[dict]:
    """On SQLite, where one process does everything."""
    with house("sqlite") as environment:
        cookie = _filled(environment, 300)[0]
        with _served(environment) as (port, process):
            link = Desk(port, cookie).conversations()[0]
            before = _memory(process)
            return asyncio.run(_measured(port, cookie, link, lambda: _memory(process) - before))


async def _measured(port: int, cookie: str, link: str, more: object) -> list[dict]:
    watched = link.strip("/").split("/")[-1]
    ears = [await _open(port, cookie, watched if n < WATCHERS else "") for n in range(SOCKETS)]
    await asyncio.sleep(3)
    memory = await asyncio.to_thread(more)  # type: ignore[arg-type]
    with _pages_are_read(port, cookie):
        heard = [await _a_change(port, cookie, link, ears) for _ in range(CHANGES)]
    last = statistics.median(times[-1] for times, _ in heard)
    watchers = statistics.median(statistics.quantiles(times, n=20)[-1] for _, times in heard)
    return [
        _row(f"memory of {SOCKETS:,} idle sockets", memory, "MB", "< 150", memory < 150),
        _row(f"a change reaches the last of {SOCKETS:,}, {WHAT}", last, "ms", "< 250", last < 250),
        _row(f"and {WATCHERS:,} watchers of that conversation, p95", watchers, "ms", "< 150", watchers < 150),
    ]


async def _a_change(port: int, cookie: str, link: str, ears: list[Ear]) -> tuple[list[float], list[float]]:
    """Milliseconds until each heard it, in order; and those of the watchers."""
    await asyncio.sleep(2)
    for one in ears:
        one.at = 0.0
    desk = Desk(port, cookie)
    note = await asyncio.to_thread(desk.note, link)
    started = time.perf_counter()
    await asyncio.to_thread(note)
    deadline = started + 30
    while not all(one.at for one in ears):
        assert time.perf_counter() < deadline, f"{sum(not one.at for one in ears)} heard nothing"
        await asyncio.sleep(0.05)
    times = [(one.at - started) * 1000 for one in ears]
    return sorted(times), times[:WATCHERS]


@contextmanager
def _pages_are_read(port: int, cookie: str) -> Iterator[None]:
    """By another process, so that reading them does not slow the ears."""
    reader = multiprocessing.get_context("spawn").Process(
        target=_read_pages, args=(port, cookie), daemon=True
    )
    reader.start()
    try:
        yield
    finally:
        reader.terminate()
        reader.join()


def _read_pages(port: int, cookie: str) -> None:
    desk = Desk(port, cookie)
    while True:
        begun = time.monotonic()
        desk.get("/conversations/")
        time.sleep(max(0, begun + 1 / PAGES_A_SECOND - time.monotonic()))


class Ear(asyncio.Protocol):
    """One socket that answers pings and notes when a change was heard; cheap, since five thousand share a core."""

    def __init__(self, opened: asyncio.Future[None], hello: bytes) -> None:
        self._opened, self._hello = opened, hello
        self.at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        transport.write(self._hello)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        if not self._opened.done():
            assert b" 101 " in data, data
            self._opened.set_result(None)
        elif not self.at and b'"changed"' in data:
            self.at = time.perf_counter()
        elif data[0] == 0x89:
            self._transport.write(bytes([0x8A, 0x80 | data[1], 0, 0, 0, 0]) + data[2 : 2 + data[1]])  # type: ignore[attr-defined]


async def _open(port: int, cookie: str, at: str) -> Ear:
    key = base64.b64encode(os.urandom(16)).decode()
    hello = (
        f"GET /live HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Cookie: byhand_session={cookie}\r\n\r\n"
    ).encode()
    loop = asyncio.get_running_loop()
    opened: asyncio.Future[None] = loop.create_future()
    transport, ear = await loop.create_connection(lambda: Ear(opened, hello), "127.0.0.1", port)
    await opened
    if at:
        word = b'{"at": "%s"}' % at.encode()
        transport.write(bytes([0x81, 0x80 | len(word), 0, 0, 0, 0]) + word)
    return ear
