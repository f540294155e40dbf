"""A seat: one open page of a colleague, as far as the hub knows it. Small: there are thousands."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from byhand.live.asked import Colleague
from byhand.live.news import Reader

# A browser that takes nothing for so long is let go; it comes back and catches up.
PATIENCE = 5.0
BURST, A_SECOND = 30.0, 3.0
# Close codes (RFC 6455, 7.4): 4401 is ours and means: sign in again.
SIGNED_OUT, BAD_MANNERS, TRY_LATER = 4401, 1008, 1013


@dataclass(eq=False, slots=True)
class Seat:
    """Who sits there, which conversation is open before them, and whether they write."""

    socket: WebSocket
    colleague: Colleague
    cookie: str
    digest: str
    at: str = ""
    writes: str = ""
    _left: float = BURST
    _since: float = 0.0

    def reader(self) -> Reader:
        return Reader(self.colleague.pk, self.colleague.name, self.writes)

    def may_speak(self) -> bool:
        """False for a page that says more than a page has to say."""
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._since) * A_SECOND) - 1
        self._since = now
        return self._left >= 0

    async def say(self, line: str) -> None:
        """Says it; nothing happens if the page is gone. Waits while the browser takes nothing."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await self.socket.send_text(line)

    async def close(self, code: int) -> None:
        """Ends it; a page that is gone already does not mind."""
        with contextlib.suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            async with asyncio.timeout(PATIENCE):
                await self.socket.close(code)
