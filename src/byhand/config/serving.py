"""Serving: one process, uvicorn in front, Django as WSGI in standing threads, the chores beside."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import uvicorn
from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.routing import Mount

from byhand.config import environment
from byhand.config.chores import CHORES, WATCHERS
from byhand.config.wsgi import application as pages
from byhand.work.loop import ChoreLoop

if TYPE_CHECKING:
    from a2wsgi.wsgi_typing import WSGIApp
    from starlette.types import ASGIApp

# Standing threads keep their database connections; more only wait for the two cores and SQLite's one writer.
PAGE_THREADS = 8


def serve(bound: socket.socket) -> None:
    """Serves until told to stop, then lets requests and chores end."""
    trusted = environment.yes_or_no(environment.TRUST_PROXY)
    config = uvicorn.Config(
        asgi(), log_level="warning", access_log=False, server_header=False, lifespan="on",
        proxy_headers=trusted, forwarded_allow_ips="*" if trusted else "",
        timeout_graceful_shutdown=8,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[bound])


def asgi() -> Starlette:
    """The whole product as one ASGI application."""
    # Three packages write the same protocols down in three ways.
    desk = cast("ASGIApp", WSGIMiddleware(cast("WSGIApp", pages), workers=PAGE_THREADS))
    return Starlette(routes=[Mount("/", app=desk)], lifespan=_with_chores)


@asynccontextmanager
async def _with_chores(_: Starlette) -> AsyncGenerator[None]:
    if not environment.yes_or_no(environment.CHORES):
        yield
        return
    loop = ChoreLoop(CHORES)
    loop.start()
    try:
        yield
    finally:
        await asyncio.to_thread(loop.stop)
        await asyncio.to_thread(WATCHERS.stop)
