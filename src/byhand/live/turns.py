"""Turns at the visitors' door: after a restart thousands come back in the same seconds, and are let in a few at a time.

Whoever is in already speaks meanwhile, and colleagues ask for pages: between each few the event loop is theirs.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque

# A greeting takes two thirds of a millisecond of the event loop: at this pace a fifth of it goes into them.
A_SECOND, EVERY, MOST_AT_ONCE = 300, 0.02, 20


class Turns:
    """Two queues: who brings a word that waits to be said goes before those who only come back."""

    def __init__(self) -> None:
        self._with_words: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()
        self._somebody_waits = asyncio.Event()

    async def mine(self, *, brings_words: bool = False) -> None:
        """Returns when it is one's turn: at once where nobody else comes."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._with_words if brings_words else self._others).append(turn)
        self._somebody_waits.set()
        await turn

    async def keep_letting_in(self) -> None:
        """Until cancelled."""
        some = 1
        while True:
            await self._somebody_waits.wait()
            self._let_in(some)
            began = time.monotonic()
            await asyncio.sleep(EVERY)
            # A busy machine wakes us late: then as many more come in as would have meanwhile.
            some = min(MOST_AT_ONCE, round((time.monotonic() - began) * A_SECOND))

    def _let_in(self, some: int) -> None:
        for _ in range(some):
            queue = self._with_words or self._others
            if not queue:
                break
            turn = queue.popleft()
            if not turn.done():  # else whoever waited is gone
                turn.set_result(None)
        if not (self._with_words or self._others):
            self._somebody_waits.clear()
