"""A desk served to a real browser from threads of this process, on whatever database the test lives in."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.db import connections

from byhand.config.wsgi import application


class _Threaded(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served() -> Iterator[str]:
    """The address of the desk, on a free port, until the end of the block."""
    server = make_server("127.0.0.1", 0, application, server_class=_Threaded, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
