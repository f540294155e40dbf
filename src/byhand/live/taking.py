"""Taking: whatever visitors say in the same moment is stored by one transaction, in the order in which it came."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from django.db import DatabaseError

from byhand.live.aside import Aside
from byhand.live.attending import Taken, Word

AT_ONCE = 100

log = logging.getLogger(__name__)

Store = Callable[[Sequence[Word]], list[Taken]]


class Taking:
    """Words wait here until the transaction before theirs is through; then all that wait go together."""

    def __init__(self, store: Store, told: Callable[[set[int]], None]) -> None:
        self._store, self._told = store, told
        self._aside = Aside("visitors-words")
        self._said: list[tuple[Word, asyncio.Future[Taken]]] = []
        self._was_said = asyncio.Event()

    async def take(self, word: Word) -> Taken:
        """Stored durably once this returns with a number; with “later”, nothing was, and it may be said again."""
        done: asyncio.Future[Taken] = asyncio.get_running_loop().create_future()
        self._said.append((word, done))
        self._was_said.set()
        return await done

    async def keep_taking(self) -> None:
        """Until cancelled."""
        while True:
            await self._was_said.wait()
            some, self._said = self._said[:AT_ONCE], self._said[AT_ONCE:]
            if not self._said:
                self._was_said.clear()
            await self._take([word for word, _ in some], [done for _, done in some])

    async def _take(self, words: list[Word], waiting: list[asyncio.Future[Taken]]) -> None:
        try:
            answers = await self._aside.ask(self._store, words)
        except Exception as problem:  # the next word must find somebody here
            if not isinstance(problem, DatabaseError):
                log.exception("visitors.not_taken")
            answers = [Taken(no="later")] * len(words)
        for done, answer in zip(waiting, answers, strict=True):
            if not done.cancelled():
                done.set_result(answer)
        self._told({one.visitor for one in answers if one.number})

    def end(self) -> None:
        self._aside.end()
