"""A page of a colleague, as far as the hub knows it: a real WebSocket to a real server."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from tests.signing_in import cookie_of
from websockets.sync.client import ClientConnection, connect


class Page:
    """An open socket, and what was heard on it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def say(self, **word: object) -> None:
        self.socket.send(json.dumps(word))

    def hears(self, wanted, seconds: float = 3.0) -> dict:
        """The first line for which `wanted` is true. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while True:
            line = json.loads(self.socket.recv(timeout=max(until - time.monotonic(), 0.001)))
            if wanted(line):
                return line

    def hears_of(self, conversation, seconds: float = 3.0) -> dict:
        return self.hears(lambda line: conversation.public_id in (line.get("changed") or ()), seconds)

    def hears_nothing_of(self, conversation, seconds: float = 0.6) -> bool:
        try:
            self.hears_of(conversation, seconds)
        except TimeoutError:
            return True
        return False

    def readers(self, conversation, wanted, seconds: float = 3.0) -> list[dict]:
        """Who is at that conversation, once what is told of them is as wanted."""
        told = self.hears(
            lambda line: line.get("at") == conversation.public_id and wanted(line["who"]), seconds
        )
        return told["who"]

    def closed_with(self, seconds: float = 6.0) -> int:
        """The code with which the desk ends it. Raises TimeoutError while it stays open."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self.socket.recv(timeout=until - time.monotonic())
            except TimeoutError:
                break
            except Exception:
                return self.socket.close_code
        raise TimeoutError("The socket is still open.")


@contextmanager
def page_of(user, address: str, **more) -> Iterator[Page]:
    """A colleague's browser opens the desk; `origin` and `cookie` may be wrong."""
    cookie = more.pop("cookie", None) or cookie_of(user)
    origin = more.pop("origin", address)
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"} | more
    with connect(
        address.replace("http", "ws", 1) + "/live",
        origin=origin,
        additional_headers=headers,
        compression=None,
    ) as socket:
        yield Page(socket)
