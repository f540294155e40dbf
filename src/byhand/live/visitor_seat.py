"""A visitor's seat: one open page of a website, as far as the hub knows it. Small: there are thousands."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect

from byhand.live.attending import Hello, Welcome

# A browser that takes nothing for so long is let go; it comes back and goes on from the last number it has.
PATIENCE = 5.0
BURST, A_SECOND = 40.0, 2.0
# A page says every 25 seconds that it is there.
SILENT_FOR = 80.0


class Outlet(Protocol):
    """The way back to a page, whatever carries it."""

    async def say(self, line: str) -> None: ...

    async def close(self, code: int) -> None: ...


@dataclass(eq=False, slots=True)
class VisitorSeat:
    """Who sits there, what they have got already, and whether they still say that they are there."""

    outlet: Outlet
    hello: Hello
    chat: int
    visitor: int = 0
    has: int = 0
    desk: str = ""
    heard_at: float = field(default_factory=time.monotonic)
    _left: float = BURST
    _since: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, outlet: Outlet, hello: Hello, welcome: Welcome, has: int) -> VisitorSeat:
        return cls(outlet, hello, welcome.chat, welcome.visitor, has)

    def may_speak(self) -> bool:
        """False for a page that says more than a page has to say."""
        now = self.heard_at = time.monotonic()
        self._left = min(BURST, self._left + (now - self._since) * A_SECOND) - 1
        self._since = now
        return self._left >= 0

    def is_silent(self) -> bool:
        return time.monotonic() - self.heard_at > SILENT_FOR

    async def say(self, **told: Any) -> bool:
        """Says it; False if the page took nothing, and is let go."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.outlet.say(json.dumps(told, ensure_ascii=False))
        except TimeoutError:
            await self.outlet.close(1013)
            return False
        return True


class BySocket:
    """Over a WebSocket."""

    __slots__ = ("_socket",)

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def say(self, line: str) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await self._socket.send_text(line)

    async def close(self, code: int) -> None:
        with contextlib.suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(PATIENCE):
                await self._socket.close(code)


class ByStream:
    """Over a response that does not end: lines wait here until they are written. None ends it."""

    __slots__ = ("waiting",)

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[str | None] = asyncio.Queue(200)

    async def say(self, line: str) -> None:
        await self.waiting.put(line)

    async def close(self, code: int) -> None:
        with contextlib.suppress(asyncio.QueueFull):
            self.waiting.put_nowait(None)
