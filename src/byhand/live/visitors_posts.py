"""The visitors' other doors, for where no socket is let through: a stream of lines that does not end, and asking.

The token comes in the body of a POST, never in an address, which is written down along the way.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from byhand.live.attending import Hello
from byhand.live.limits import Limits
from byhand.live.origin import is_ours
from byhand.live.visitor_seat import ByStream, VisitorSeat
from byhand.live.visitor_words import hello_in, number_in, read_object, text_in, word_in
from byhand.live.visitors import Visitors

LONGEST_BODY = 40_000
NOT_KEPT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Accel-Buffering": "no"}
# A proxy that hears nothing for half a minute hangs up.
BREATH = 20.0


class VisitorsPosts:
    """Three requests: `say` brings a word, `ask` fetches what is new, `stream` stays open."""

    def __init__(self, visitors: Visitors, limits: Limits, *, origins: Sequence[str]) -> None:
        self._visitors = visitors
        self._limits = limits
        self._origins = origins

    async def say(self, request: Request) -> Response:
        """Words, and what else a page says over its socket. 200 with a number: they are stored."""
        hello, said = await self._heard(request)
        if hello is None:
            return said_no(400)
        word = word_in(hello, said.get("say"))
        if word is None:
            return await self._other(hello, said)
        if not self._limits.may_say(hello, _address(request)):
            return said_no(429)
        taken = await self._visitors.take(word)
        if taken.no == "later":
            return said_no(503)
        if not taken.number:
            return answered({"no": taken.no, "again": taken.again})
        return answered({"taken": {"id": word.id, "n": taken.number}})

    async def ask(self, request: Request) -> Response:
        """Everything new at once: who is at the desk, and lines beyond the number the page has."""
        hello, said = await self._heard(request)
        if hello is None:
            return said_no(400)
        welcome = await self._visitors.welcome(hello)
        if not welcome.chat:
            return answered({"no": welcome.no, "again": welcome.again})
        door, asked = self._visitors.door, self._visitors.asked
        told: dict[str, Any] = {"ready": welcome.known or {}, "doubt": welcome.doubt, "desk": welcome.desk}
        if welcome.visitor:
            await door.ask(asked.here, [welcome.visitor])
            lines = await door.ask(asked.lines, {welcome.visitor: number_in(said, "has")})
            told["lines"] = lines.get(welcome.visitor, [])
        return answered(told)

    async def stream(self, request: Request) -> Response:
        """Server-sent events (HTML, 9.2), as an answer to a POST: `data:` and one line of JSON each."""
        hello, said = await self._heard(request)
        if hello is None:
            return said_no(400)
        address = _address(request)
        if not self._limits.may_come_in(address):
            return said_no(429)
        return StreamingResponse(
            self._flow(hello, number_in(said, "has"), address),
            media_type="text/event-stream",
            headers=NOT_KEPT,
        )

    async def _flow(self, hello: Hello, has: int, address: str) -> AsyncGenerator[str]:
        try:
            welcome = await self._visitors.welcome(hello)
            if not welcome.chat:
                yield _event(json.dumps({"no": welcome.no, "again": welcome.again}))
                return
            outlet = ByStream()
            seat = VisitorSeat.of(outlet, hello, welcome, has)
            yield _event(json.dumps({"ready": welcome.known or {}, "doubt": welcome.doubt}))
            self._visitors.sit(seat, welcome)
            try:
                async for line in _lines(outlet, seat):
                    yield _event(line)
            finally:
                self._visitors.leave(seat)
        finally:
            self._limits.left(address)

    async def _other(self, hello: Hello, said: dict[str, Any]) -> Response:
        """What is said beside words: what was seen, the page they are on, how they are reached."""
        welcome = await self._visitors.welcome(hello)
        if not welcome.visitor:
            return said_no(400)
        if number_in(said, "seen"):
            self._visitors.has_seen(welcome.visitor, number_in(said, "seen"))
        door, asked = self._visitors.door, self._visitors.asked
        if "page" in said:
            await door.ask(asked.on_page, welcome.visitor, text_in(said, "page", 500))
        reach = said.get("reach")
        if isinstance(reach, dict):
            name, email = text_in(reach, "name", 120), text_in(reach, "email", 254)
            no = await door.ask(asked.reach, welcome.visitor, name, email)
            return answered({"reached": {"no": no, "name": name, "email": email}})
        return answered({})

    async def _heard(self, request: Request) -> tuple[Hello | None, dict[str, Any]]:
        """The body, if a page of ours sent it and it is a hello."""
        if not is_ours(request, self._origins) or not self._limits.may_ask(_address(request)):
            return None, {}
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > LONGEST_BODY:
                return None, {}
        said = read_object(body, LONGEST_BODY)
        return (hello_in(said), said) if said else (None, {})


async def _lines(outlet: ByStream, seat: VisitorSeat) -> AsyncGenerator[str]:
    """Until it is closed. The page cannot speak on this line: that it still reads is the sign that it is there."""
    while True:
        try:
            async with asyncio.timeout(BREATH):
                line = await outlet.waiting.get()
        except TimeoutError:
            line = "{}"
        if line is None:
            return
        seat.may_speak()
        yield line


def answered(told: dict[str, Any]) -> JSONResponse:
    return JSONResponse(told, headers=NOT_KEPT)


def said_no(status: int) -> JSONResponse:
    return JSONResponse({}, status_code=status, headers=NOT_KEPT)


def _event(line: str) -> str:
    return f"data: {line}\n\n"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
