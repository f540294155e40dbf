"""Those who look at what changed hear of it before those who see a row move."""

import asyncio
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from byhand.live.asked import Colleague
from byhand.live.hub import Hub
from byhand.live.news import News
from byhand.live.seat import Seat

CONVERSATION = "b00000000001"
PAGES = 400


class Everyone:
    """Answers for a house in which everyone may hear of that one conversation."""

    def may_hear(self, colleagues, conversations, dispatches):
        return dict.fromkeys(colleagues, frozenset({CONVERSATION}))


class Page:
    """A browser's end of a socket; tells in which order the pages were told."""

    def __init__(self, told: list[str], name: str) -> None:
        self.told, self.name = told, name

    async def send_text(self, line: str) -> None:
        if "changed" in line:
            self.told.append(self.name)


def test_whoever_has_it_open_is_told_first():
    told: list[str] = []

    async def a_change() -> None:
        hub = Hub(Everyone())
        hub.begin()
        for n in range(PAGES):
            watches = n % 5 == 0
            seat = Seat(Page(told, "watches" if watches else "list"), Colleague(n, "Ana"), "", "")
            hub.seats.add(seat)
            hub.sit(seat, CONVERSATION if watches else "")
        hub.hear(News(conversations=(1,)).written())
        for _ in range(200):
            await asyncio.sleep(0.01)
            if len(told) == PAGES:
                break
        await hub.end()

    with ThreadPoolExecutor(1) as aside:  # a browser's test may have left a loop running in this thread
        aside.submit(asyncio.run, a_change()).result()
    places = defaultdict(list)
    for place, name in enumerate(told):
        places[name].append(place)
    assert len(told) == PAGES
    assert max(places["watches"]) < min(places["list"])
