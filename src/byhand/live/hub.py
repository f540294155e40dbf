"""The hub: every open page of this node, what it is told, and who is told of whom.

Lives in the event loop; what needs the database is asked aside. One line is written for all who may hear the same.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Collection
from typing import Protocol

from byhand.live import bus
from byhand.live.aside import Aside
from byhand.live.asked import Asked
from byhand.live.fan_out import tell_all
from byhand.live.listening import Listener
from byhand.live.news import News, Reader, read
from byhand.live.roll import Roll
from byhand.live.seat import SIGNED_OUT, Seat

# Changes that come together are told together.
GATHER = 0.03
# Of those who look at the same, each asks for the page a little later than the one before.
SPREAD_EACH, LONGEST_SPREAD = 4, 8000
# More changes at once than this: “everything”.
MOST_NAMED = 40

log = logging.getLogger(__name__)


class Beside(Protocol):
    """The hub of those who are no colleagues: it hears who writes, and that something may have been missed."""

    def heard_readers(self, at: str, readers: Collection[Reader]) -> None: ...

    def everyone_may_have_missed(self) -> None: ...


class Hub:
    """Seats come and go; news comes in by `hear`, from any thread."""

    def __init__(self, asked: Asked, beside: Beside | None = None) -> None:
        self.asked = asked
        self._beside = beside
        self.door = Aside("door")
        self.seats: set[Seat] = set()
        self.roll = Roll(secrets.token_hex(6))
        self._news = Aside("news")
        self._listener = Listener(missed=self._catch_up)
        self._conversations: set[int] = set()
        self._dispatches: set[int] = set()
        self._calls: set[int] = set()
        self._everything = False
        self._at: set[str] = set()
        self._stirred = asyncio.Event()

    def begin(self) -> None:
        """Call in the event loop that serves the sockets."""
        self._loop = asyncio.get_running_loop()
        bus.listen(self.hear)
        self._listener.start()
        self._telling = asyncio.create_task(self._tell())

    async def end(self) -> None:
        """Nothing is heard any more. The sockets are the server's to close."""
        bus.stop_listening(self.hear)
        self._telling.cancel()
        await asyncio.to_thread(self._listener.stop)
        await asyncio.to_thread(self.door.end)
        await asyncio.to_thread(self._news.end)

    async def until_it_listens(self) -> None:
        await asyncio.to_thread(self._listener.ready.wait, 10)

    async def publish(self, news: News) -> None:
        await self._news.ask(bus.publish, news)

    def hear(self, line: str) -> None:
        """News from the bus, in whatever thread."""
        try:
            news = read(line)
        except ValueError:
            log.warning("live.no_news")
            return
        self._loop.call_soon_threadsafe(self._take, news)

    def sit(self, seat: Seat, at: str) -> None:
        """The page of that seat now shows that conversation."""
        self._stir(self.roll.sit(seat, at))

    def leave(self, seat: Seat) -> None:
        self.seats.discard(seat)
        self._stir(self.roll.sit(seat, ""))

    def write(self, seat: Seat, what: str) -> None:
        """Its colleague begins to write, or ends."""
        if seat.writes != what:
            seat.writes = what
            self._stir({seat.at})

    def say_again(self, at: set[str]) -> None:
        """Their readers are told anew, here and to the other nodes."""
        self._stir(at)

    def _take(self, news: News) -> None:
        for seat in [seat for seat in self.seats if seat.digest in news.ended]:
            self._loop.create_task(seat.close(SIGNED_OUT))
        self._conversations.update(news.conversations)
        self._dispatches.update(news.dispatches)
        if news.node and news.node != self.roll.node:
            self.roll.note(news) if news.at else self._stir(set(self.roll.open_here()))
            self._loop.create_task(self._tell_readers(news.at))
        self._calls.update(news.calls)
        if news.conversations or news.dispatches or news.calls:
            self._stirred.set()

    def _catch_up(self) -> None:
        """The line to the other nodes was cut: nobody knows what was missed."""
        self._everything = True
        self._loop.call_soon_threadsafe(self._stirred.set)
        if self._beside:
            self._beside.everyone_may_have_missed()

    def _stir(self, at: set[str]) -> None:
        self._at |= at - {""}
        if self._at:
            self._stirred.set()

    async def _tell(self) -> None:
        while True:
            await self._stirred.wait()
            await asyncio.sleep(GATHER)
            self._stirred.clear()
            try:
                await self._tell_of_calls()
                await self._tell_changes()
                await self._tell_who_is_there()
            except Exception:  # the next change must find somebody here
                log.exception("live.not_told")

    async def _tell_changes(self) -> None:
        conversations, self._conversations = self._conversations, set()
        dispatches, self._dispatches = self._dispatches, set()
        everything, self._everything = self._everything, False
        if everything:
            await tell_all((seat, changed(None, len(self.seats))) for seat in list(self.seats))
        elif self.seats and (conversations or dispatches):
            colleagues = {seat.colleague.pk for seat in self.seats}
            heard = await self._news.ask(self.asked.may_hear, colleagues, conversations, dispatches)
            lines = {seen: changed(seen, len(self.seats)) for seen in set(heard.values())}
            listening = [
                (seat, heard[seat.colleague.pk]) for seat in self.seats if seat.colleague.pk in heard
            ]
            listening.sort(key=_looks_elsewhere)
            await tell_all((seat, lines[seen]) for seat, seen in listening)

    async def _tell_of_calls(self) -> None:
        """Pages of those who were rung look anew: it rings, or somebody has taken it."""
        calls, self._calls = self._calls, set()
        if not calls or not self.seats:
            return
        colleagues = {seat.colleague.pk for seat in self.seats}
        rung = await self._news.ask(self.asked.rung, colleagues, calls)
        told = {one: json.dumps({"calls": sorted(ids)}) for one, ids in rung.items()}
        await tell_all(
            (seat, told[seat.colleague.pk]) for seat in list(self.seats) if seat.colleague.pk in told
        )

    async def _tell_who_is_there(self) -> None:
        told, self._at = self._at, set()
        for at in told:
            if bus.has_other_nodes():
                await self.publish(News(node=self.roll.node, at=at, readers=self.roll.readers_here(at)))
            await self._tell_readers(at)

    async def _tell_readers(self, at: str) -> None:
        if self._beside and at:
            self._beside.heard_readers(at, self.roll.readers(at))
        seats = self.roll.seats_at(at)
        if seats:
            line = self.readers_line(at)
            await tell_all((seat, line) for seat in seats)

    def readers_line(self, at: str) -> str:
        who = [{"pk": one.colleague, "name": one.name, "writes": one.writes} for one in self.roll.readers(at)]
        return json.dumps({"at": at, "who": who[:20]}, ensure_ascii=False)


def _looks_elsewhere(told: tuple[Seat, frozenset[str]]) -> bool:
    """Whoever has the conversation open is told before all who see it move in a list."""
    seat, conversations = told
    return seat.at not in conversations


def changed(conversations: frozenset[str] | None, pages: int) -> str:
    """What a page is told: which conversations changed (nothing named: look at everything), and how long to spread."""
    named = sorted(conversations) if conversations and len(conversations) <= MOST_NAMED else None
    return json.dumps({"changed": named, "spread": min(pages * SPREAD_EACH, LONGEST_SPREAD)})
