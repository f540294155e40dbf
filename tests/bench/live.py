"""Sockets: what thousands of idle ones cost, and how soon a change reaches them while pages are served."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import statistics
import threading
import time
import urllib.parse

from tests.bench.desk import Desk, _filled, _memory, _row, _served
from tests.bench.house import house

SOCKETS, WATCHERS, CHANGES, PAGES_A_SECOND = 5000, 1000, 5, 20


def rows(quick: bool) -> list[dict]:
    """On SQLite, where one process does everything."""
    count = SOCKETS // 10 if quick else SOCKETS
    with house("sqlite") as environment:
        cookie = _filled(environment, 300)[0]
        with _served(environment) as (port, process):
            desk = Desk(port, cookie)
            link = desk.conversations()[0]
            before = _memory(process)
            return asyncio.run(_measure(port, cookie, link, count, before, process))


async def _measure(port, cookie, link, count, before, process) -> list[dict]:
    watching = link.strip("/").split("/")[-1]
    pages = [await _open(port, cookie, watching if n < min(WATCHERS, count) else "") for n in range(count)]
    await asyncio.sleep(3)
    more = await asyncio.to_thread(_memory, process) - before
    stopping = threading.Event()
    reader = threading.Thread(target=_read_pages, args=(port, cookie, stopping))
    reader.start()
    last, p95 = [], []
    for _ in range(CHANGES):
        await asyncio.sleep(2)
        for one in pages:
            one.heard.clear()
        started = time.perf_counter()
        await asyncio.to_thread(_write_a_note, port, cookie, link)
        await asyncio.wait_for(asyncio.gather(*(one.heard.wait() for one in pages)), 60)
        arrived = [one.at for one in pages]
        taken = sorted((at - started) * 1000 for at in arrived)
        last.append(taken[-1])
        p95.append(statistics.quantiles([(at - started) * 1000 for at in arrived[:WATCHERS]], n=20)[-1])
    stopping.set()
    reader.join()
    what = f"while {PAGES_A_SECOND} pages/s are asked for, the note's request and commit included"
    return [
        _row(f"memory of {count:,} idle sockets", more, "MB", "< 150", more < 150),
        _row(f"a change reaches the last of {count:,}, {what}", statistics.median(last), "ms", "< 250", statistics.median(last) < 250),
        _row(f"the first {WATCHERS:,} of them, p95, {what}", statistics.median(p95), "ms", "< 150", statistics.median(p95) < 150),
    ]  # fmt: skip


async def _open(port: int, cookie: str, at: str):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /live HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Cookie: byhand_session={cookie}\r\n\r\n".encode()
    )
    answer = await reader.readuntil(b"\r\n\r\n")
    assert b" 101 " in answer, answer
    if at:
        word = b'{"at": "%s"}' % at.encode()
        writer.write(bytes([0x81, 0x80 | len(word), 0, 0, 0, 0]) + word)
    return Ear(reader, writer)


class Ear:
    """Reads one socket for ever, answers pings as a browser does, notes when a change was heard."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard = asyncio.Event()
        self.at = 0.0
        self._task = asyncio.create_task(self._read(reader, writer))

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readexactly(2)
            length = head[1] if head[1] < 126 else int.from_bytes(await reader.readexactly(2), "big")
            words = await reader.readexactly(length)
            if head[0] == 0x89:
                writer.write(bytes([0x8A, 0x80 | length, 0, 0, 0, 0]) + words)
            elif b'"changed"' in words and not self.heard.is_set():
                self.at = time.perf_counter()
                self.heard.set()


def _read_pages(port: int, cookie: str, stopping: threading.Event) -> None:
    desk = Desk(port, cookie)
    while not stopping.wait(1 / PAGES_A_SECOND):
        desk.get("/conversations/")


def _write_a_note(port: int, cookie: str, link: str) -> None:
    import http.client

    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    token = "x" * 32
    body = urllib.parse.urlencode(
        {"csrfmiddlewaretoken": token, "note": "1", "body": "Fourteen fit.", "to": "", "subject": ""}
    )
    headers = {
        "Cookie": f"byhand_session={cookie}; csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    line.request("POST", re.sub(r"\?.*", "", link) + "write/", body, headers)
    answer = line.getresponse()
    assert answer.status == 302, (answer.status, answer.read()[:300])
