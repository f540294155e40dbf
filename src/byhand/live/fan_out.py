"""Fan-out: one line, written once, to thousands of pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from byhand.live.seat import PATIENCE, TRY_LATER, Seat

ROW = 50


async def tell_all(told: Iterable[tuple[Seat, str]]) -> None:
    """Each seat its line. Rows go side by side, so that between two of them pages are served, too."""
    every = list(told)
    await asyncio.gather(*(_tell_row(every[at : at + ROW]) for at in range(0, len(every), ROW)))


async def _tell_row(row: Sequence[tuple[Seat, str]]) -> None:
    """One after the other. A browser that takes nothing keeps only its own row waiting, and is let go."""
    at = 0
    while at < len(row):
        try:
            async with asyncio.timeout(PATIENCE):
                while at < len(row):
                    await row[at][0].say(row[at][1])
                    at += 1
        except TimeoutError:
            await row[at][0].close(TRY_LATER)
            at += 1
