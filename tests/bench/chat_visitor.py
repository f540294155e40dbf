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

# As in `static/chat/line.js`.
FIRST_WAIT, LONGEST_WAIT, ANSWER_WITHIN = 0.5, 20.0, 12.0


@dataclass
class Begun:
    """When something was said; `waits` for the desk to be there again, or for its hearer to be back."""

    at: float
    waits: bool


@dataclass
class Times:
    """Milliseconds on the way: of what was said to a desk that lived, and of what had to wait for it."""

    lived: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def end(self, begun: Begun) -> None:
        (self.waited if begun.waits else self.lived).append((time.perf_counter() - begun.at) * 1000)


@dataclass
class Seen:
    """The ways there and back; `asked` and `answered` are what is under way, by conversation and by its words."""

    there: Times = field(default_factory=Times)
    back: Times = field(default_factory=Times)
    asked: dict[str, Begun] = field(default_factory=dict)
    answered: dict[str, Begun] = field(default_factory=dict)
    ears: int = 0
    all_ears: int = 0

    def power_goes(self) -> None:
        """What is under way has to wait until it is back."""
        for one in (*self.asked.values(), *self.answered.values()):
            one.waits = True

    def asks(self, conversation: str, *, is_connected: bool) -> None:
        """A visitor says something. While colleagues' pages are not back, nobody could be told."""
        self.asked[conversation] = Begun(time.perf_counter(), not is_connected or self.ears < self.all_ears)


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
        """Connected until cancelled; comes back after every cut, later each time, as the chat's own script does."""
        wait = FIRST_WAIT
        while True:
            # From many addresses, as visitors come: one alone may not bring thousands.
            local = f"127.0.{self.number // 50 + 1}.1"
            try:
                path = "/chat/live?says" if self._waiting else "/chat/live"
                frames = await opened(self.port, path, local=local)
            except (OSError, EOFError, AssertionError):
                frames = None
            if frames:
                try:
                    frames.send({"chat": self.key, "token": self.token, "has": self.has})
                    async for told in frames:
                        wait = FIRST_WAIT
                        self._hear(json.loads(told), frames)
                except (OSError, EOFError):
                    pass
                finally:
                    self._frames = None
                    frames.close()
            await asyncio.sleep(wait * (0.5 + random.random()))
            wait = min(wait * 2, LONGEST_WAIT)

    async def says(self, words: str) -> None:
        """Returns once the desk has it; says it again under the same name until then."""
        self._waiting = {"id": f"word-{self.number}-{len(self.said)}", "words": words}
        self.said.append(words)
        if self.conversation and self.is_timed:
            self.seen.asks(self.conversation, is_connected=self.is_connected)
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
        if begun := self.seen.answered.pop(line["words"], None):
            self.seen.back.end(begun)

    def _arrived(self, name: str) -> None:
        if self._waiting and self._waiting["id"] == name:
            self._waiting = None
            self._heard.set()
