"""The line of a call: a socket for each of its two pages, over which they signal and hear how the call stands.

The rows are the truth: what is said here is stored first, and each side reads from there what it has not had. So a
page that comes back, at this node or another, goes on where it was.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from django.db import DatabaseError
from starlette.websockets import WebSocket, WebSocketDisconnect

from byhand.live import bus
from byhand.live.aside import Aside
from byhand.live.calls_asked import CallsAsked, Part
from byhand.live.news import read
from byhand.live.origin import is_ours
from byhand.live.seat import BAD_MANNERS, PATIENCE, TRY_LATER

LONGEST_WORD = 14_000
FIRST_WORD_WITHIN = 10.0
MOST_SEATS, MOST_OF_A_CALL = 2_000, 8
BURST, A_SECOND = 80.0, 10.0
# 4403 is ours and means: this page has no part in that call.
NO_PART = 4403

log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Place:
    """One page on the line: its part, how far it was told, and that there may be more."""

    socket: WebSocket
    part: Part
    after: int
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    _left: float = BURST
    _since: float = 0.0

    def may_speak(self) -> bool:
        """False for a page that says more than a call has to say."""
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._since) * A_SECOND) - 1
        self._since = now
        return self._left >= 0

    async def say(self, line: str) -> None:
        """Says it. Raises TimeoutError for a browser that takes nothing."""
        async with asyncio.timeout(PATIENCE):
            await self.socket.send_text(line)


class CallLine:
    """Every page of this node that sits on the line of a call."""

    def __init__(self, asked: CallsAsked, *, cookie: str, origins: Sequence[str]) -> None:
        self._asked = asked
        self._aside = Aside("calls")
        self._cookie = cookie
        self._origins = origins
        self._places: set[Place] = set()

    def begin(self) -> None:
        """Call in the event loop that serves the sockets."""
        self._loop = asyncio.get_running_loop()
        bus.listen(self.hear)

    async def end(self) -> None:
        bus.stop_listening(self.hear)
        await asyncio.to_thread(self._aside.end)

    def hear(self, line: str) -> None:
        """News from the bus, in whatever thread."""
        try:
            calls = frozenset(read(line).calls)
        except ValueError:
            return
        if calls:
            self._loop.call_soon_threadsafe(self._stir, calls)

    async def attend(self, socket: WebSocket) -> None:
        if not is_ours(socket, self._origins) or len(self._places) >= MOST_SEATS:
            await socket.close(BAD_MANNERS)
            return
        await socket.accept()
        try:
            place = await self._take_place(socket)
            if place is not None:
                await self._stay(place)
        except (WebSocketDisconnect, RuntimeError, TimeoutError):
            pass  # the page is gone, or said nothing
        except DatabaseError:
            log.warning("call_line.database_unavailable", exc_info=True)
            await _close(socket, TRY_LATER)

    async def _take_place(self, socket: WebSocket) -> Place | None:
        """The first word says which call, and proves it."""
        async with asyncio.timeout(FIRST_WORD_WITHIN):
            word = _word(await socket.receive())
        first = word or {}
        call, token, after = first.get("call"), first.get("token", ""), first.get("after", 0)
        if not (_is_a_word(call) and _is_a_word(token) and type(after) is int and 0 <= after < 2**60):
            await _close(socket, BAD_MANNERS)
            return None
        part = await self._aside.ask(self._asked.part_of, call, token, socket.cookies.get(self._cookie, ""))
        if part is None or sum(one.part.call == part.call for one in self._places) >= MOST_OF_A_CALL:
            await _close(socket, NO_PART)
            return None
        return Place(socket, part, after)

    async def _stay(self, place: Place) -> None:
        self._places.add(place)
        telling = asyncio.create_task(self._tell(place))
        try:
            await self._hear_out(place)
        finally:
            self._places.discard(place)
            telling.cancel()

    async def _hear_out(self, place: Place) -> None:
        while True:
            word = _word(await place.socket.receive())
            if word is None or not place.may_speak():
                await _close(place.socket, BAD_MANNERS if word is None else TRY_LATER)
                return
            if "signal" in word and not await self._aside.ask(self._asked.say, place.part, word["signal"]):
                await _close(place.socket, BAD_MANNERS)
                return
            if word.get("here") is True:
                await self._aside.ask(self._asked.is_here, place.part)
                await place.say("{}")
            if word.get("hang_up") is True:
                await self._aside.ask(self._asked.hang_up, place.part)

    async def _tell(self, place: Place) -> None:
        """Whatever is new, from its own cursor on; rights are asked anew each time."""
        try:
            while True:
                told = await self._aside.ask(self._asked.told, place.part, place.after)
                if told is None:
                    await _close(place.socket, NO_PART)
                    return
                for number, signal in told.signals:
                    await place.say(f'{{"at":{number},"signal":{signal}}}')
                    place.after = number
                await place.say(told.state)
                await place.stirred.wait()
                place.stirred.clear()
        except (WebSocketDisconnect, RuntimeError):
            pass
        except (DatabaseError, TimeoutError):
            log.warning("call_line.not_told", exc_info=True)
            await _close(place.socket, TRY_LATER)

    def _stir(self, calls: frozenset[int]) -> None:
        for place in self._places:
            if place.part.call in calls:
                place.stirred.set()


async def _close(socket: WebSocket, code: int) -> None:
    with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
        async with asyncio.timeout(PATIENCE):
            await socket.close(code)


def _is_a_word(given: Any) -> TypeGuard[str]:
    """What our pages say of a call or as its proof is plain letters."""
    return isinstance(given, str) and given.isascii() and given.isprintable()


def _word(message: Any) -> dict[str, Any] | None:
    """What a page says: an object of JSON. None for anything else; raises WebSocketDisconnect."""
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    text = message.get("text")
    if not text or len(text) > LONGEST_WORD:
        return None
    try:
        word = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return word if isinstance(word, dict) else None
