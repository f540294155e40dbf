"""A visitor's page, as far as the hub knows it: a real WebSocket to a real server, or the requests in its place."""

from __future__ import annotations

import json
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from websockets.sync.client import ClientConnection, connect

_numbers = count(1)


def new_token() -> str:
    return secrets.token_hex(16)


def new_id() -> str:
    return f"word-{next(_numbers)}-{secrets.token_hex(4)}"


class Chat:
    """An open socket of a visitor, the lines that came over it, and the number of the last."""

    def __init__(self, socket: ClientConnection, has: int) -> None:
        self.socket, self.has = socket, has
        self.lines: list[dict] = []

    def send(self, **word: object) -> None:
        self.socket.send(json.dumps(word))

    def hears(self, name: str, seconds: float = 4.0, wanted=lambda told: True) -> object:
        """What is told next under that name; lines that come before it are kept. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while True:
            told = json.loads(self.socket.recv(timeout=max(until - time.monotonic(), 0.001)))
            for line in told.get("lines", ()):
                assert line["n"] == self.has + 1, f"number {line['n']} after {self.has}"
                self.has = line["n"]
                self.lines.append(line)
            if name in told and wanted(told[name]):
                return told[name]

    def says(self, words: str, name: str = "") -> dict:
        """Says it and waits until the desk has it."""
        name = name or new_id()
        self.send(say={"id": name, "words": words})
        return self.hears("taken", wanted=lambda told: told["id"] == name)

    def reads(self, words: str, seconds: float = 4.0) -> dict:
        """The line with these words, heard already or next."""
        found = [line for line in self.lines if line["words"] == words]
        while not found:
            lines = self.hears("lines", seconds)
            found = [line for line in lines if line["words"] == words]
        return found[0]

    def closed_with(self, seconds: float = 6.0) -> int:
        """The code with which the desk ends it. Raises TimeoutError while it stays open."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self.socket.recv(timeout=max(until - time.monotonic(), 0.001))
            except TimeoutError:
                break
            except Exception:
                return self.socket.close_code
        raise TimeoutError("The socket is still open.")


@contextmanager
def line_to(address: str, *, origin: str | None = "own") -> Iterator[ClientConnection]:
    """A socket to the visitors' door, with nothing said."""
    own = address if origin == "own" else origin
    with connect(f"{address.replace('http', 'ws', 1)}/chat/live", origin=own, compression=None) as socket:
        yield socket


@contextmanager
def visitor_at(address: str, inbox, token: str, *, has: int = 0, **more: object) -> Iterator[Chat]:
    """A page with the chat open, which has said hello and was answered."""
    with line_to(address) as socket:
        chat = Chat(socket, has)
        chat.send(chat=inbox.options["key"], token=token, has=has, **more)
        chat.ready = chat.hears("ready")
        yield chat


def posts(
    address: str, what: str, inbox, token: str, *, origin: str = "", **more: object
) -> tuple[int, dict]:
    """The status and what is told."""
    body = json.dumps({"chat": inbox.options["key"], "token": token, **more}).encode()
    request = urllib.request.Request(f"{address}/chat/{what}", body, {"Origin": origin or address})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as no:
        return no.code, {}
