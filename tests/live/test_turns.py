"""After a restart everybody comes at once: a few at a time are let in, those with a word first."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from byhand.live.turns import A_SECOND, MOST_AT_ONCE, Turns


def test_a_crowd_comes_in_by_and_by_and_whoever_brings_a_word_goes_first():
    async def crowd() -> tuple[list[str], float]:
        turns, came = Turns(), list[str]()

        async def comes(name: str, *, brings_words: bool = False) -> None:
            await turns.mine(brings_words=brings_words)
            came.append(name)

        waiting = [asyncio.create_task(comes("back")) for _ in range(90)]
        waiting += [asyncio.create_task(comes("word", brings_words=True)) for _ in range(10)]
        given_up = asyncio.create_task(comes("gone"))
        await asyncio.sleep(0)
        given_up.cancel()
        keeping, begun = asyncio.create_task(turns.keep_letting_in()), time.monotonic()
        await asyncio.gather(*waiting)
        seconds = time.monotonic() - begun
        await comes("alone")
        keeping.cancel()
        return came, seconds

    with ThreadPoolExecutor(1) as aside:  # a browser's test may have left a loop running in this thread
        came, seconds = aside.submit(lambda: asyncio.run(crowd())).result()
    assert came == [*["word"] * 10, *["back"] * 90, "alone"]
    assert seconds > (100 - MOST_AT_ONCE) / A_SECOND * 0.8
