"""The line between nodes: what carries news from one to all. PostgreSQL's NOTIFY, or Redis where it is set.

On SQLite without Redis there is one node and no line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings
from django.db import connection

from byhand.live import over_postgresql


class Line(Protocol):
    """What a carrier of news can do. Either verb raises `cut.Cut` when the line is down."""

    def say(self, news: str) -> None:
        """Sends one line of news to every node, this one among them."""
        ...

    def listening(self) -> AbstractContextManager[Iterator[str | None]]:
        """News as it comes, and None now and then while none does. Whatever is said after entering is heard."""
        ...


def line() -> Line | None:
    """The line of this house; None if it has one node alone."""
    if settings.REDIS_URL:
        # Read when it is wanted: the client takes a good part of a second that every start would wait for.
        return cast("Line", import_module("byhand.live.over_redis"))
    return over_postgresql if connection.vendor == "postgresql" else None
