"""Website chat: thousands of visitors, some of them writing, colleagues who answer; the power goes in the middle.

Every word must be at the desk once and in order, and every answer on its visitor's page. Timed is the way there, from a
visitor's send to the line that tells a colleague's page, and the way back, from a colleague's click on “Send” to the
visitor's page. What was said to a desk that lived is told apart from what had to wait for it: what was under way when
the power went, and what was said before both ends were back. How long that took is the restart's time, told beside.
"""

from __future__ import annotations

import asyncio
import json
import random
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from tests.bench.chat_visitor import Begun, Seen, Times, Visitor
from tests.bench.chat_wire import opened
from tests.bench.crowd import _value
from tests.bench.house import DATABASES, house
from tests.bench.visiting import Desk, free_port, wait_for

ROOT = Path(__file__).parents[2]
P95_GOAL = 400.0
WRITE_EVERY, ANSWER_EVERY = 10.0, 1.0
ANSWERING = 5


@dataclass(frozen=True)
class Size:
    visitors: int
    writers: int
    seconds: float


def rows(quick: bool) -> list[dict]:
    """On both databases, on one node."""
    size = Size(300, 60, 30) if quick else Size(2_000, 200, 90)
    return [row for database in DATABASES for row in of_database(database, size)]


def of_database(database: str, size: Size) -> list[dict]:
    with house(database) as environment:
        return asyncio.run(_measured(environment, size, database))


async def _measured(environment: dict[str, str], size: Size, database: str) -> list[dict]:
    filled = _ask(environment, "fill")
    port, seen = free_port(), Seen()
    visitors = [Visitor(number, port, filled["key"], seen) for number in range(size.visitors)]
    writers = visitors[: size.writers]
    server = Server(environment, port)
    server.start()
    connected = [asyncio.create_task(one.live()) for one in visitors]
    try:
        await _until(lambda: all(one.is_connected for one in visitors), 120)
        ears = [asyncio.create_task(_listen(port, cookie, seen)) for cookie in filled["cookies"]]
        await _until(lambda: seen.ears == len(ears), 60)
        seen.all_ears = len(ears)
        await asyncio.gather(*(one.says("Good morning.") for one in writers))
        await _until(lambda: _know_conversations(environment, writers), 60)
        answers = await _talk(writers, port, filled["cookies"], seen, server, size)
        await _until(
            lambda: all(one.read == answers[one.conversation] for one in writers), 60, "an answer is missing"
        )
        counted = await _until(lambda: _counted(environment), 60)
    finally:
        for task in (*connected, *ears):
            task.cancel()
        server.stop()
    return _told(writers, seen, answers, counted, size, database)


async def _talk(
    writers: list[Visitor], port: int, cookies: list[str], seen: Seen, server: Server, size: Size
) -> dict[str, list[str]]:
    """Everyone writes, colleagues answer, and in the middle the power goes. Gives what was answered."""
    until = time.monotonic() + size.seconds
    answers: dict[str, list[str]] = {one.conversation: [] for one in writers}
    # Whoever is answered is not timed on the way there: their conversation moves for other reasons, too.
    answered = writers[: len(writers) // 2]
    writing = [asyncio.create_task(_write(one, until)) for one in writers]
    answering = asyncio.create_task(_answer(answered, port, cookies, seen, answers, until))
    for one in answered:
        one.is_timed = False
    await asyncio.sleep(size.seconds / 2)
    server.kill()
    seen.power_goes()
    await asyncio.sleep(1)
    await asyncio.to_thread(server.start)
    await _until(lambda: all(one.is_connected for one in writers) and seen.ears == len(cookies), 90)
    await asyncio.gather(*writing, answering)
    return answers


async def _write(one: Visitor, until: float) -> None:
    await asyncio.sleep(random.uniform(0, WRITE_EVERY))
    while time.monotonic() < until:
        begun = time.monotonic()
        await one.says(f"Word {len(one.said)} of {one.number}.")
        await asyncio.sleep(max(0, begun + WRITE_EVERY - time.monotonic()))


async def _answer(
    writers: list[Visitor],
    port: int,
    cookies: list[str],
    seen: Seen,
    answers: dict[str, list[str]],
    until: float,
) -> None:
    """One answer a second, by one colleague after the other, each to somebody they have not just answered."""
    number, due = 0, set[asyncio.Task[None]]()
    while time.monotonic() < until:
        one, cookie = writers[number % len(writers)], cookies[number % ANSWERING]
        task = asyncio.create_task(
            asyncio.to_thread(_say, port, cookie, one, f"Answer {number}.", seen, answers)
        )
        due.add(task)
        task.add_done_callback(due.discard)
        number += 1
        await asyncio.sleep(ANSWER_EVERY)
    await asyncio.gather(*due)


def _say(port: int, cookie: str, one: Visitor, words: str, seen: Seen, answers: dict[str, list[str]]) -> None:
    """As the sheet offers it. If the power goes, the colleague sees whether it was sent, and sends it if not."""
    link = f"/conversations/{one.conversation}/"
    while True:
        try:
            desk = Desk(port, cookie)
            page = desk.get(link)
            if f"{words}<" in page[: page.index('id="write"')]:
                break  # it stands in the thread, and not only on the sheet
            names = ("csrfmiddlewaretoken", "seen_message", "to", "cc", "subject")
            sheet = {name: _value(page, name) for name in names} | {"body": words}
            seen.answered[words] = Begun(time.perf_counter(), waits=not one.is_connected)
            desk.post(f"{link}write/", sheet)
            break
        except AssertionError:  # they wrote meanwhile: the colleague reads it and sends again
            seen.answered.pop(words, None)
        except OSError:
            seen.answered.pop(words, None)
            time.sleep(0.5)
        except Exception:  # http.client has a dozen names for a line that was cut
            seen.answered.pop(words, None)
            time.sleep(0.5)
    answers[one.conversation].append(words)


async def _listen(port: int, cookie: str, seen: Seen) -> None:
    """A colleague's page: the first to hear of a word tells how long that took."""
    while True:
        try:
            frames = await opened(port, "/live", cookie=cookie)
            seen.ears += 1
            try:
                async for told in frames:
                    for changed in json.loads(told).get("changed") or ():
                        if begun := seen.asked.pop(changed, None):
                            seen.there.end(begun)
            finally:
                seen.ears -= 1
        except (OSError, EOFError, AssertionError):
            await asyncio.sleep(0.5)


def _know_conversations(environment: dict[str, str], writers: list[Visitor]) -> bool:
    known = _ask(environment, "who")
    for one in writers:
        one.conversation = known.get(one.digest, "")
    return all(one.conversation for one in writers)


def _counted(environment: dict[str, str]) -> dict:
    found = _ask(environment, "count")
    return found if not found["unread"] else {}


def _told(
    writers: list[Visitor],
    seen: Seen,
    answers: dict[str, list[str]],
    counted: dict,
    size: Size,
    database: str,
) -> list[dict]:
    what = f"{size.visitors:,} visitors, {size.writers} writing every {WRITE_EVERY:.0f} s, {database}"
    wrong = [one.number for one in writers if counted["said"].get(one.conversation) != one.said]
    missed = [one.number for one in writers if one.read != answers[one.conversation]]
    words, said = sum(len(one.said) for one in writers), sum(map(len, answers.values()))
    broken = "lost, doubled or out of order, killed in the middle"
    return [
        _row(f"{words:,} words: visitors of whom one was {broken}, {what}", len(wrong), "", "0", not wrong),
        _row(f"{said:,} answers: visitors to whom one was {broken}, {what}", len(missed), "", "0", not missed),
        *_timed("a word until a colleague’s page is told of it", seen.there, what),
        *_timed("an answer until it is on the visitor’s page", seen.back, what),
    ]  # fmt: skip


def _timed(name: str, times: Times, what: str) -> list[dict]:
    """The goal is for what was said to a desk that lives."""
    lived, waited = _p95(times.lived), _p95(times.waited)
    return [
        _row(f"{name}: p95 of {len(times.lived):,}, {what}", lived, "ms", f"< {P95_GOAL:.0f}", 0 < lived < P95_GOAL)
        | {"median": _median(times.lived)},
        _row(f"{name}, if it had to wait for the desk to be back: p95 of {len(times.waited):,}, {what}", waited, "ms")
        | {"median": _median(times.waited)},
    ]  # fmt: skip


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else 0.0


def _median(times: list[float]) -> float:
    return round(statistics.median(times), 1) if times else 0.0


def _row(name: str, value: float, unit: str, goal: str | None = None, met: bool | None = None) -> dict:
    return {
        "name": name, "value": round(value, 1), "unit": unit, "goal": goal, "met": met, "peer": None, "ratio": None
    }  # fmt: skip


def _ask(environment: dict[str, str], what: str) -> dict:
    done = subprocess.run([sys.executable, "-m", "tests.bench.chat_house", what], env=environment, cwd=ROOT,
                          stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


async def _until(true, seconds: float, why: str = "it took too long"):
    """Asked in a thread until it is true; gives what it gave. Raises AssertionError."""
    deadline = time.monotonic() + seconds
    while not (found := await asyncio.to_thread(true)):
        assert time.monotonic() < deadline, why
        await asyncio.sleep(0.5)
    return found


class Server:
    """`byhand start`, which may be killed like a machine whose power goes: with all its processes at once."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        # An installed desk has its bytecode: what the first start compiles the second one reads.
        compiled = {
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": f"{environment['BYHAND_DATA']}/bytecode",
        }
        self.environment, self.port = environment | compiled, port
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        words = ["start", "--data", self.environment["BYHAND_DATA"], "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "byhand.cli", *words], env=self.environment, cwd=ROOT,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout
        said = self.process.stdout.readline()
        assert "http" in said, said
        wait_for(self.port, "/accounts/login/")

    def kill(self) -> None:
        assert self.process
        every = [psutil.Process(self.process.pid)]
        every += every[0].children(recursive=True)
        for one in every:
            one.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


if __name__ == "__main__":
    visitors, writers, seconds = map(int, sys.argv[2:5])
    for row in of_database(sys.argv[1], Size(visitors, writers, seconds)):
        print(row)
