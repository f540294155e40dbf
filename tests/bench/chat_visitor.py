"""A visitor's browser, as a measurement needs one: it says word after word, and comes back after every cut."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from tests.bench.chat_wire import Frames, opened

ANSWER_WITHIN = 12.0


@dataclass
class Seen:
    """Milliseconds there and back; `asked` and `answered` are what is under way, by conversation and by its words."""

    there: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    asked: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)
    ears: int = 0

    def forget_what_is_under_way(self) -> None:
        """The power goes: how long what was said just then takes says nothing of the way."""
        self.asked.clear()
        self.answered.clear()


class Visitor:
    """`said` is what they said, `read` what colleagues said to them, both in order; `has` the last number they have."""

    def __init__(self, number: int, port: int, key: str, seen: Seen) -> None:
        self.number, self.port, self.key, self.seen = number, port, key, seen
        self.token = f"{number:032x}"
        self.digest = sha256(self.token.encode()).hexdigest()
        self.has, self.said, self.read = 0, list[str](), list[str]()
        self.conversation, self.is_timed = "", True
        self.comes_back: Callable[[], None] = lambda: None
        self._waiting: dict[str, str] | None = None
        self._frames: Frames | None = None
        self._heard = asyncio.Event()

    @property
    def is_connected(self) -> bool:
        return self._frames is not None

    async def live(self) -> None:
        """Connected until cancelled; comes back after every cut, later each time."""
        wait = 0.5
        while True:
            # From many addresses, as visitors come: one alone may not bring thousands.
            local = f"127.0.{self.number // 50 + 1}.1"
            try:
                frames = await opened(self.port, "/chat/live", local=local)
            except (OSError, EOFError, AssertionError):
                frames = None
            if frames:
                try:
                    frames.send({"chat": self.key, "token": self.token, "has": self.has})
                    async for told in frames:
                        wait = 0.5
                        self._hear(json.loads(told), frames)
                except (OSError, EOFError):
                    pass
                finally:
                    self._frames = None
                    frames.close()
            await asyncio.sleep(wait * (0.5 + random.random()))
            wait = min(wait * 2, 20.0)

    async def says(self, words: str) -> None:
        """Returns once the desk has it; says it again under the same name until then."""
        self._waiting = {"id": f"word-{self.number}-{len(self.said)}", "words": words}
        self.said.append(words)
        if self.conversation and self.is_timed:
            self.seen.asked[self.conversation] = time.perf_counter()
        while self._waiting:
            self._heard.clear()
            if self._frames:
                self._frames.send({"say": self._waiting})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ANSWER_WITHIN if self._frames else 0.5):
                    await self._heard.wait()

    def _hear(self, told: dict, frames: Frames) -> None:
        if "ready" in told:
            self._frames = frames
            self._heard.set()  # what waits is said on the new line
        for line in told.get("lines", ()):
            if line["n"] > self.has:
                assert line["n"] == self.has + 1, f"number {line['n']} after {self.has}"
                self.has = line["n"]
                self._take(line)
        if "taken" in told:
            self._arrived(told["taken"]["id"])

    def _take(self, line: dict) -> None:
        if not line.get("by"):
            self._arrived(line["id"])
            return
        self.read.append(line["words"])
        started = self.seen.answered.pop(line["words"], None)
        if started:
            self.seen.back.append((time.perf_counter() - started) * 1000)

    def _arrived(self, name: str) -> None:
        if self._waiting and self._waiting["id"] == name:
            self._waiting = None
            self._heard.set()
