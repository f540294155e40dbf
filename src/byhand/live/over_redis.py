"""News over Redis: PUBLISH by a pool of the process, SUBSCRIBE by a connection of its own.

The only file that knows Redis. Short patience: what waits here is a page that somebody asked for.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from redis import Redis, RedisError

from byhand.live.cut import CHANNEL, LOOK_UP_EVERY, Cut

PATIENCE = 1.0


def say(news: str) -> None:
    """Raises Cut."""
    try:
        connected().publish(CHANNEL, news)
    except RedisError as error:
        raise Cut from error


@contextmanager
def listening() -> Generator[Iterator[str | None]]:
    """Raises Cut, here and from the iterator."""
    try:
        with connected().pubsub(ignore_subscribe_messages=False) as line:
            line.subscribe(CHANNEL)
            line.get_message(timeout=PATIENCE)  # it is subscribed once Redis says so
            yield _heard(line)
    except RedisError as error:
        raise Cut from error


def _heard(line: Any) -> Iterator[str | None]:
    while True:
        told = line.get_message(ignore_subscribe_messages=True, timeout=LOOK_UP_EVERY)
        yield str(told["data"]) if told else None


@cache
def connected() -> Redis:
    """The process's pool of connections; none is made before the first word."""
    return Redis.from_url(
        settings.REDIS_URL, decode_responses=True, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE
    )
