"""The door of /live: who comes in, and what a page may say there: what is open, “I write”, “I am here”, “I live”."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from byhand.live.hub import Hub
from byhand.live.origin import is_ours
from byhand.live.seat import BAD_MANNERS, TRY_LATER, Seat

MOST_SEATS = 20_000
LONGEST_WORD = 400
WRITES = ("", "answer", "note")


class Door:
    """Where sockets come in. Anyone but a browser of the desk with a living session is refused before the handshake."""

    def __init__(self, hub: Hub, *, cookie: str, origins: Sequence[str]) -> None:
        self._hub = hub
        self._cookie = cookie
        self._origins = origins

    async def attend(self, socket: WebSocket) -> None:
        seat = await self._seat(socket)
        if seat is None:
            await socket.close(BAD_MANNERS)
            return
        await socket.accept()
        self._hub.seats.add(seat)
        self._hub.asked.alive(seat.colleague.pk)
        try:
            await self._tell_what_rings(seat)
            await self._hear_out(seat)
        except (WebSocketDisconnect, RuntimeError):
            pass  # the page is gone, or the hub closed its socket
        finally:
            self._hub.leave(seat)

    async def _seat(self, socket: WebSocket) -> Seat | None:
        cookie = socket.cookies.get(self._cookie, "")
        if not cookie or not is_ours(socket, self._origins) or len(self._hub.seats) >= MOST_SEATS:
            return None
        standing = await self._hub.door.ask(self._hub.asked.standing, [cookie])
        colleague = standing.get(cookie)
        return Seat(socket, colleague, cookie, self._hub.asked.digest(cookie)) if colleague else None

    async def _tell_what_rings(self, seat: Seat) -> None:
        """A page that opens while somebody calls."""
        calls = await self._hub.door.ask(self._hub.asked.ringing, seat.colleague.pk)
        if calls:
            await seat.say(json.dumps({"calls": sorted(calls)}))

    async def _hear_out(self, seat: Seat) -> None:
        while True:
            word = _word(await seat.socket.receive())
            if word is None or not seat.may_speak():
                await seat.close(BAD_MANNERS if word is None else TRY_LATER)
                return
            await self._do(seat, word)

    async def _do(self, seat: Seat, word: dict[str, Any]) -> None:
        self._hub.asked.alive(seat.colleague.pk)
        at, writes = word.get("at"), word.get("writes")
        if isinstance(at, str) and at != seat.at:
            seen = bool(at) and await self._hub.door.ask(self._hub.asked.sees, seat.colleague.pk, at)
            self._hub.sit(seat, at if seen else "")
        if word.get("here") is True:
            self._hub.asked.touched(seat.colleague.pk)
        if writes in WRITES and seat.at:
            self._hub.write(seat, writes)


def _word(message: Any) -> dict[str, Any] | None:
    """What a page says: an object of JSON, short. None for anything else; raises WebSocketDisconnect."""
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
