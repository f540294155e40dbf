"""Whose page opens a socket: a page of another site may, and cookies go along; only its Origin tells."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.websockets import WebSocket


def is_ours(socket: WebSocket, origins: Sequence[str]) -> bool:
    """Whether a page of this desk opened it."""
    origin = socket.headers.get("origin", "")
    return origin in origins or (bool(origin) and urlsplit(origin).netloc == socket.headers.get("host"))
