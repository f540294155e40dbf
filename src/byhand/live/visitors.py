"""The hub of visitors: every open chat of this node, what its visitor says, and what is said to them.

Lives in the event loop; what needs the database is asked aside, many visitors at once. What a visitor says is stored
with whatever others say in the same moment, by one transaction; what is said to them is read from their stream beyond
the number their page has, so nothing comes twice and nothing out of order, whatever was cut meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Collection, Coroutine, Mapping
from typing import Any

from django.db import DatabaseError

from byhand.live import bus
from byhand.live.aside import Aside
from byhand.live.attending import Attending, Hello, Taken, Welcome, Word
from byhand.live.news import News, Reader, read
from byhand.live.taking import Taking
from byhand.live.together import Together
from byhand.live.turns import Turns
from byhand.live.visitor_seat import VisitorSeat

GATHER = 0.005
# So many who come in the same moment are asked about together.
GREETED_AT_ONCE = 50
# A page that is opened anew while the next one loads was not left.
GRACE = 8.0

log = logging.getLogger(__name__)


class Visitors:
    """Seats come and go; news comes in by `hear`, from any thread."""

    def __init__(self, asked: Attending) -> None:
        self.asked = asked
        self._taking = Taking(asked.take, self._have_said)
        self.door = Aside("visitors-door")
        self.turns = Turns()
        self._greeting = Together(asked.welcome, self.door, at_once=GREETED_AT_ONCE)
        self.seats: set[VisitorSeat] = set()
        self._of: defaultdict[int, set[VisitorSeat]] = defaultdict(set)
        self._silent: defaultdict[tuple[str, str], set[VisitorSeat]] = defaultdict(set)
        self._stream = Aside("visitors-stream")
        self._seen: dict[int, int] = {}
        self._came: set[int] = set()
        self._left: dict[int, float] = {}
        self._behind: set[int] = set()
        self._writing: dict[str, tuple[str, ...]] = {}
        self._was_told = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        """Call in the event loop that serves the visitors."""
        self._loop = asyncio.get_running_loop()
        bus.listen(self.hear)
        self._do(self.turns.keep_letting_in())
        self._do(self._greeting.keep_asking())
        self._do(self._taking.keep_taking())
        self._do(self._tell())

    async def end(self) -> None:
        """Nothing is heard any more. The sockets are the server's to close; what is being stored is stored."""
        bus.stop_listening(self.hear)
        for task in list(self._tasks):
            task.cancel()
        for aside in (self.door, self._taking, self._stream):
            await asyncio.to_thread(aside.end)

    def hear(self, line: str) -> None:
        """News from the bus, in whatever thread."""
        try:
            news = read(line)
        except ValueError:
            return  # the colleagues' hub logs it
        if news.visitors:
            self._loop.call_soon_threadsafe(self.say_to, news.visitors)

    def everyone_may_have_missed(self) -> None:
        """The line to the other nodes was cut; from any thread."""
        self._loop.call_soon_threadsafe(lambda: self.say_to(list(self._of)))

    def say_to(self, visitors: Collection[int]) -> None:
        """Whatever stands in their streams and they have not got."""
        here = self._of.keys() & set(visitors)
        if here:
            self._behind |= here
            self._was_told.set()

    # What visitors do.

    async def welcome(self, hello: Hello) -> Welcome:
        return await self._greeting.ask(hello)

    def sit(self, seat: VisitorSeat, welcome: Welcome) -> None:
        """A page is open; who is at the desk is said to it, and whatever it has missed."""
        self.seats.add(seat)
        if seat.visitor:
            self._place(seat)
        else:
            self._silent[seat.hello.chat, seat.hello.token].add(seat)
        self._do(self._tell_desk(seat, welcome.desk))

    def leave(self, seat: VisitorSeat) -> None:
        self.seats.discard(seat)
        silent = self._silent.get((seat.hello.chat, seat.hello.token))
        if silent is not None:
            silent.discard(seat)
            if not silent:
                del self._silent[seat.hello.chat, seat.hello.token]
        there = self._of.get(seat.visitor)
        if there is not None:
            there.discard(seat)
            if not there:
                del self._of[seat.visitor]
                self._came.discard(seat.visitor)
                self._left[seat.visitor] = time.monotonic()

    async def take(self, word: Word) -> Taken:
        """See `Taking.take`."""
        taken = await self._taking.take(word)
        if taken.visitor:
            self._came_to_be(word.hello, taken.visitor)
        return taken

    def _came_to_be(self, hello: Hello, visitor: int) -> None:
        """With the first word there is a visitor: their open pages are theirs, by whichever door it was said."""
        for seat in self._silent.pop((hello.chat, hello.token), ()):
            seat.visitor = visitor
            self._place(seat)

    def has_seen(self, visitor: int, number: int) -> None:
        """Written down with the next look around."""
        self._seen[visitor] = max(number, self._seen.get(visitor, 0))

    def visitors_here(self) -> list[int]:
        return list(self._of)

    async def write_seen(self) -> None:
        seen, self._seen = self._seen, {}
        if seen:
            await self.door.ask(self.asked.seen, seen)

    async def _tell_desk(self, seat: VisitorSeat, desk: Mapping[str, Any] | None) -> None:
        seat.desk = json.dumps(desk)
        await seat.say(desk=desk)

    # What colleagues do.

    def heard_readers(self, at: str, readers: Collection[Reader]) -> None:
        """Who is at a conversation: that somebody writes an answer there is said to its visitor, and nothing else."""
        names = tuple(sorted(one.name for one in readers if one.writes == "answer"))
        if names != self._writing.get(at, ()):
            self._writing.pop(at, None)
            if names:
                self._writing[at] = names
            if self._of:
                self._do(self._tell_who_writes(at, names))

    async def _tell_who_writes(self, at: str, names: tuple[str, ...]) -> None:
        for visitor in await self.door.ask(self.asked.visitors_in, at):
            for seat in list(self._of.get(visitor, ())):
                await seat.say(writes=list(names))

    # The way to their pages.

    def _have_said(self, visitors: set[int]) -> None:
        """Their own words come back to all their pages, at other nodes, too."""
        self.say_to(visitors)
        if visitors and bus.has_other_nodes():
            self._do(self._quietly(self.door.ask(bus.publish, News(visitors=tuple(sorted(visitors))))))

    async def _tell(self) -> None:
        while True:
            await self._was_told.wait()
            await asyncio.sleep(GATHER)
            self._was_told.clear()
            behind, self._behind = self._behind, set()
            try:
                await self._bring(behind)
            except Exception:  # the next line must find somebody here
                log.exception("visitors.not_told")
                self._behind |= behind
                await asyncio.sleep(1)
                self._was_told.set()

    async def _bring(self, behind: set[int]) -> None:
        have = {one: min(seat.has for seat in self._of[one]) for one in behind if self._of.get(one)}
        if not have:
            return
        lines = await self._stream.ask(self.asked.lines, have)
        for visitor, told in lines.items():
            for seat in list(self._of.get(visitor, ())):
                fresh = [line for line in told if line["n"] > seat.has]
                if fresh:
                    seat.has = fresh[-1]["n"]
                    self._do(self._say_lines(seat, fresh))

    async def _say_lines(self, seat: VisitorSeat, lines: list[dict[str, object]]) -> None:
        """One frame each: a page whose line is slow keeps nobody waiting."""
        await seat.say(lines=lines)

    # Who is here.

    def _place(self, seat: VisitorSeat) -> None:
        if seat.visitor not in self._of:
            self._came.add(seat.visitor)
        self._left.pop(seat.visitor, None)
        self._of[seat.visitor].add(seat)
        self.say_to([seat.visitor])

    async def write_who_is_here(self) -> None:
        """Who came and who left since the last time; all at once, so that a restart is not a flood."""
        came, self._came = self._came, set()
        now = time.monotonic()
        left = {one for one, at in self._left.items() if now - at > GRACE}
        for one in left:
            del self._left[one]
        if came:
            await self.door.ask(self.asked.here, came)
        if left:
            await self.door.ask(self.asked.gone, left)

    async def _quietly(self, asking: Awaitable[object]) -> None:
        try:
            await asking
        except DatabaseError:
            log.warning("visitors.database_unavailable", exc_info=True)

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        """Beside everything else; kept so that it is not collected while it runs."""
        task = self._loop.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
