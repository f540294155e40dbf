"""Serving: uvicorn in front, Django as WSGI in standing threads, the chores beside."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import uvicorn
from a2wsgi import WSGIMiddleware
from django.conf import settings
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from byhand.config import environment
from byhand.config.chores import CHORES, WATCHERS
from byhand.config.far_bell import FarBell
from byhand.config.loading import load_pages
from byhand.config.wsgi import application as pages
from byhand.conversations.calls_hearing import CallsHearing
from byhand.conversations.hearing import Hearing
from byhand.conversations.visiting.attending import Attendance
from byhand.live.call_line import CallLine
from byhand.live.door import Door
from byhand.live.hub import Hub
from byhand.live.keeping_house import keep_house, say_hello
from byhand.live.limits import Limits
from byhand.live.visitors import Visitors
from byhand.live.visitors_door import VisitorsDoor
from byhand.live.visitors_kept import keep_visitors
from byhand.live.visitors_posts import VisitorsPosts
from byhand.work.loop import ChoreLoop

if TYPE_CHECKING:
    from a2wsgi.wsgi_typing import WSGIApp
    from starlette.types import ASGIApp

# Standing threads keep their database connections; more only wait for the two cores and SQLite's one writer.
PAGE_THREADS = 8
# Seconds after which a thread that waits for its turn in Python gets it; Python's own are five times as long. A word
# takes forty trips to the database, and beside a busy event loop each of them ends in such a wait: 340 ms together, now
# 80. It costs the loop a twentieth of its work.
TURN = 0.001
# A browser whose machine or network is gone says no goodbye: its socket is closed after twice as many seconds.
PING = 10.0


def serve(bound: socket.socket, *, ready: Callable[[], None]) -> None:
    """Says that it is ready, serves until told to stop, then lets requests and chores end."""
    server = _loaded(asgi())
    ready()
    server.run(sockets=[bound])


def serve_beside(descriptor: int, *, ready: Callable[[], object], until: Callable[[], object]) -> None:
    """Serves the socket of another process, without chores, from when `ready` gives something until `until` returns."""
    server = _loaded(asgi(chores=False))
    if not ready():
        return

    def end() -> None:
        until()
        server.should_exit = True

    threading.Thread(target=end, daemon=True).start()
    with socket.socket(fileno=descriptor) as bound:
        server.run(sockets=[bound])


def configuration(application: Starlette) -> uvicorn.Config:
    """How it is served. Deflating would double the memory of a socket, and what goes over one is a line.

    The longest is a browser's description of its sound; each door says how much it takes.
    """
    trusted = environment.yes_or_no(environment.TRUST_PROXY)
    return uvicorn.Config(
        application, log_level="warning", access_log=False, server_header=False, lifespan="on",
        proxy_headers=trusted, forwarded_allow_ips="*" if trusted else "",
        timeout_graceful_shutdown=8, ws="websockets-sansio", ws_per_message_deflate=False, ws_max_size=16_384,
        ws_ping_interval=PING, ws_ping_timeout=PING,
    )  # fmt: skip


def asgi(*, chores: bool = True) -> Starlette:
    """The whole product as one ASGI application: pages, sockets and, unless told otherwise, the chores."""
    # Three packages write the same protocols down in three ways.
    desk = WSGIMiddleware(cast("WSGIApp", pages), workers=PAGE_THREADS)
    visitors, limits = Visitors(Attendance()), Limits()
    hub = Hub(Hearing(), beside=visitors)
    live = Door(hub, cookie=settings.SESSION_COOKIE_NAME, origins=settings.CSRF_TRUSTED_ORIGINS)
    line = CallLine(
        CallsHearing(), cookie=settings.SESSION_COOKIE_NAME, origins=settings.CSRF_TRUSTED_ORIGINS
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with (
            _with_visitors(visitors),
            _with_hub(hub),
            _with_line(line),
            _with_chores(chores),
        ):
            yield
        desk.executor.shutdown(wait=False)

    return Starlette(
        routes=[
            WebSocketRoute("/live", live.attend),
            WebSocketRoute("/call-line", line.attend),
            *_visitors_doors(visitors, limits),
            Mount("/", app=cast("ASGIApp", desk)),
        ],
        lifespan=lifespan,
    )


def _loaded(application: Starlette) -> uvicorn.Server:
    """A server with all in memory that the first pages want; Python's collector need not look through it again."""
    server = uvicorn.Server(configuration(application))
    load_pages()
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)
    return server


def _visitors_doors(visitors: Visitors, limits: Limits) -> list[BaseRoute]:
    """A socket, and for where none is let through two other ways, all of them in this one process."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    door, posts = (
        VisitorsDoor(visitors, limits, origins=origins),
        VisitorsPosts(visitors, limits, origins=origins),
    )
    return [
        WebSocketRoute("/chat/live", door.attend),
        Route("/chat/say", posts.say, methods=["POST"]),
        Route("/chat/ask", posts.ask, methods=["POST"]),
        Route("/chat/stream", posts.stream, methods=["POST"]),
    ]


@asynccontextmanager
async def _with_visitors(visitors: Visitors) -> AsyncGenerator[None]:
    far_bell = FarBell()
    far_bell.hang()
    visitors.begin()
    keeping = asyncio.create_task(keep_visitors(visitors))
    try:
        yield
    finally:
        keeping.cancel()
        far_bell.take_down()
        await visitors.end()


@asynccontextmanager
async def _with_hub(hub: Hub) -> AsyncGenerator[None]:
    hub.begin()
    beside = [asyncio.create_task(keep_house(hub)), asyncio.create_task(say_hello(hub))]
    try:
        yield
    finally:
        for task in beside:
            task.cancel()
        await hub.end()


@asynccontextmanager
async def _with_line(line: CallLine) -> AsyncGenerator[None]:
    line.begin()
    try:
        yield
    finally:
        await line.end()


@asynccontextmanager
async def _with_chores(wanted: bool) -> AsyncGenerator[None]:
    if not wanted or not environment.yes_or_no(environment.CHORES):
        yield
        return
    loop = ChoreLoop(CHORES)
    loop.start()
    try:
        yield
    finally:
        await asyncio.to_thread(loop.stop)
        await asyncio.to_thread(WATCHERS.stop)
