"""News over PostgreSQL: NOTIFY by whatever connection the thread has, LISTEN by one of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import DatabaseError, connection

from byhand.live.cut import CHANNEL, LOOK_UP_EVERY, Cut

DJANGOS_OWN = ("autocommit", "context", "cursor_factory", "prepare_threshold")


def say(news: str) -> None:
    """Raises Cut."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, news])
    except DatabaseError as error:
        raise Cut from error


@contextmanager
def listening() -> Generator[Iterator[str | None]]:
    """Raises Cut, here and from the iterator."""
    try:
        with psycopg.Connection.connect(**_as_django_connects(), autocommit=True) as line:
            line.execute(f"LISTEN {CHANNEL}")
            yield _heard(line)
    except psycopg.Error as error:
        raise Cut from error


def _heard(line: psycopg.Connection[Any]) -> Iterator[str | None]:
    while True:
        for notice in line.notifies(timeout=LOOK_UP_EVERY):
            yield notice.payload
        yield None


def _as_django_connects() -> dict[str, Any]:
    """Host, user, encryption …: all but what only Django's own wrapper understands."""
    parameters: dict[str, Any] = connection.get_connection_params()
    return {name: value for name, value in parameters.items() if name not in DJANGOS_OWN}
