"""Whose page opens a socket or asks: a page of another site may, and cookies go along; only its Origin tells."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection


def is_ours(asked: HTTPConnection, origins: Sequence[str]) -> bool:
    """Whether a page of this desk opened it."""
    origin = asked.headers.get("origin", "")
    return origin in origins or (bool(origin) and urlsplit(origin).netloc == asked.headers.get("host"))
