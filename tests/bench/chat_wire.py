"""Frames of a WebSocket (RFC 6455, 5.2), as much of them as a measurement needs: two thousand must be cheap."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import AsyncIterator

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Frames:
    """An open line: what is said goes masked, what is heard comes as text. Pings are answered."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    def send(self, word: object) -> None:
        self._write(TEXT, json.dumps(word).encode())

    async def __aiter__(self) -> AsyncIterator[str]:
        """Raises EOFError or OSError when the line is cut."""
        while True:
            first, second = await self._reader.readexactly(2)
            size = second & 0x7F
            if size > 125:
                size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8))
            content = await self._reader.readexactly(size)
            kind = first & 0x0F
            if kind == TEXT:
                yield content.decode()
            elif kind == PING:
                self._write(PONG, content)
            elif kind == CLOSE:
                raise EOFError

    def close(self) -> None:
        self._writer.close()

    def _write(self, kind: int, content: bytes) -> None:
        size = len(content)
        head = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + size.to_bytes(2)
        self._writer.write(bytes([0x80 | kind]) + head + b"\0\0\0\0" + content)


async def opened(port: int, path: str, *, local: str = "127.0.0.1", cookie: str = "") -> Frames:
    """A line to that door, from that address of this machine. Raises OSError, EOFError and AssertionError."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(local, 0))
    key = base64.b64encode(os.urandom(16)).decode()
    cookies = f"Cookie: byhand_session={cookie}\r\n" if cookie else ""
    writer.write((
        f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{cookies}\r\n"
    ).encode())  # fmt: skip
    answer = await reader.readuntil(b"\r\n\r\n")
    assert b" 101 " in answer, answer[:200]
    return Frames(reader, writer)
