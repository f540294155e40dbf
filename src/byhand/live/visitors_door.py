"""The visitors' door: /chat/live over a WebSocket. Nobody is let in by what they say of themselves.

A page says hello first; then what it wants said, what it has seen, on which page of the website it is, how its visitor
is reached, and every now and then that it is still there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from byhand.live.attending import Hello
from byhand.live.limits import Limits
from byhand.live.origin import is_ours
from byhand.live.visitor_seat import BySocket, VisitorSeat
from byhand.live.visitor_words import hello_in, number_in, read_object, text_in, word_in
from byhand.live.visitors import Visitors

BAD_MANNERS, TRY_LATER, NOT_HERE = 1008, 1013, 4404
MOST_SEATS = 20_000
# What uvicorn takes as one frame (`serving.configuration`); longer words come by POST.
LONGEST_FRAME = 4096
HELLO_WITHIN = 15.0
# In the address, from a page with a word that waits to be said.
BRINGS_WORDS = "says"


class VisitorsDoor:
    """Where visitors' sockets come in. Only our own frame may open one, whatever page it stands in."""

    def __init__(self, visitors: Visitors, limits: Limits, *, origins: Sequence[str]) -> None:
        self._visitors = visitors
        self._limits = limits
        self._origins = origins

    async def attend(self, socket: WebSocket) -> None:
        address = socket.client.host if socket.client else ""
        if not is_ours(socket, self._origins) or len(self._visitors.seats) >= MOST_SEATS:
            await socket.close(BAD_MANNERS)
            return
        if not self._limits.may_come_in(address):
            await socket.close(TRY_LATER)
            return
        try:
            await self._visitors.turns.mine(brings_words=BRINGS_WORDS in socket.query_params)
            await socket.accept()
            await self._host(socket, address)
        except (WebSocketDisconnect, RuntimeError, TimeoutError):
            pass  # the page is gone, said nothing, or the hub closed its socket
        finally:
            self._limits.left(address)

    async def _host(self, socket: WebSocket, address: str) -> None:
        outlet = BySocket(socket)
        async with asyncio.timeout(HELLO_WITHIN):
            said = _said(await socket.receive())
        hello = hello_in(said) if said else None
        if said is None or hello is None:
            await outlet.close(BAD_MANNERS)
            return
        seat = await self._seat(outlet, hello, said)
        if seat is None:
            await outlet.close(NOT_HERE)
            return
        try:
            await self._hear_out(socket, seat, address)
        finally:
            self._visitors.leave(seat)

    async def _seat(self, outlet: BySocket, hello: Hello, said: dict[str, Any]) -> VisitorSeat | None:
        welcome = await self._visitors.welcome(hello)
        seat = VisitorSeat.of(outlet, hello, welcome, number_in(said, "has"))
        if not welcome.chat:
            await seat.say(no=welcome.no, again=welcome.again)
            return None
        await seat.say(ready=welcome.known or {}, doubt=welcome.doubt)
        self._visitors.sit(seat, welcome)
        return seat

    async def _hear_out(self, socket: WebSocket, seat: VisitorSeat, address: str) -> None:
        while True:
            said = _said(await socket.receive())
            if said is None or not seat.may_speak():
                await seat.outlet.close(BAD_MANNERS if said is None else TRY_LATER)
                return
            await self._do(seat, said, address)

    async def _do(self, seat: VisitorSeat, said: dict[str, Any], address: str) -> None:
        if "say" in said:
            await self._take(seat, said["say"], address)
        if seat.visitor and number_in(said, "seen"):
            self._visitors.has_seen(seat.visitor, number_in(said, "seen"))
        if seat.visitor and "page" in said:
            await self._visitors.door.ask(
                self._visitors.asked.on_page, seat.visitor, text_in(said, "page", 500)
            )
        if seat.visitor and "reach" in said and isinstance(said["reach"], dict):
            name, email = text_in(said["reach"], "name", 120), text_in(said["reach"], "email", 254)
            no = await self._visitors.door.ask(self._visitors.asked.reach, seat.visitor, name, email)
            await seat.say(reached={"no": no, "name": name, "email": email})

    async def _take(self, seat: VisitorSeat, said: object, address: str) -> None:
        word = word_in(seat.hello, said)
        if word is None:
            await seat.outlet.close(BAD_MANNERS)
            return
        if not self._limits.may_say(seat.hello, address):
            await seat.say(later=word.id)
            return
        taken = await self._visitors.take(word)
        if not taken.number:
            await seat.say(
                **({"later": word.id} if taken.no == "later" else {"no": taken.no, "again": taken.again})
            )
            return
        await seat.say(taken={"id": word.id, "n": taken.number})


def _said(message: Any) -> dict[str, Any] | None:
    """What a page says: an object of JSON, short. None for anything else; raises WebSocketDisconnect."""
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    return read_object(message.get("text"), LONGEST_FRAME)
