"""A desk served to a real browser as in life: uvicorn, pages and sockets, on whatever database the test lives in."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import uvicorn

from byhand.config.serving import asgi, configuration


@contextmanager
def served(*, port: int = 0) -> Iterator[str]:
    """The address of the desk until the end of the block; on a free port unless one is named. No chores are done."""
    with closing(socket.create_server(("127.0.0.1", port), backlog=256)) as bound:
        server = uvicorn.Server(configuration(asgi(chores=False)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://localhost:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(15)
