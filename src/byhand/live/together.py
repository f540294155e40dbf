"""Together: what many ask in the same moment is one question to the database, asked aside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from byhand.live.aside import Aside

Given = TypeVar("Given")
Answer = TypeVar("Answer")


class Together(Generic[Given, Answer]):
    """Whoever asks waits until the question before theirs is answered; then all who wait are asked for together.

    `question` gives one answer for each, in their order; `then` is called with them, in the event loop.
    """

    def __init__(
        self,
        question: Callable[[Sequence[Given]], list[Answer]],
        aside: Aside,
        *,
        at_once: int,
        then: Callable[[list[Answer]], None] = lambda answers: None,
    ) -> None:
        self._question, self._aside, self._at_once, self._then = question, aside, at_once, then
        self._asked: list[tuple[Given, asyncio.Future[Answer]]] = []
        self._was_asked = asyncio.Event()

    async def ask(self, given: Given) -> Answer:
        """The answer; raises what the question raises."""
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._asked.append((given, answered))
        self._was_asked.set()
        return await answered

    async def keep_asking(self) -> None:
        """Until cancelled."""
        while True:
            await self._was_asked.wait()
            some, self._asked = self._asked[: self._at_once], self._asked[self._at_once :]
            if not self._asked:
                self._was_asked.clear()
            await self._ask([given for given, _ in some], [answered for _, answered in some])

    async def _ask(self, given: list[Given], waiting: list[asyncio.Future[Answer]]) -> None:
        try:
            answers = await self._aside.ask(self._question, given)
        except Exception as problem:  # the next must find somebody here
            for one in waiting:
                if not one.done():
                    one.set_exception(problem)
            return
        for one, answer in zip(waiting, answers, strict=True):
            if not one.done():
                one.set_result(answer)
        self._then(answers)
