"""Aside: one thread with one database connection, where the event loop has its questions asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Aside:
    """However many sockets there are, this many connections serve them: one."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"live-{name}")

    async def ask(
        self, question: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs
    ) -> Answer:
        """The answer; raises what the question raises."""

        def asking() -> Answer:
            close_old_connections()
            return question(*given, **named)

        return await asyncio.get_running_loop().run_in_executor(self._thread, asking)

    def end(self) -> None:
        self._thread.submit(connections.close_all)
        self._thread.shutdown(wait=True)
