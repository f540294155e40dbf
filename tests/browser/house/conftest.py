"""A desk served to a real browser, on a database of its own, from a thread of this process."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.db import connections
from tests.servers.machine import ENDS_AT_ONCE

from byhand.config.wsgi import application


class _Threaded(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def desk(fresh_house, settings) -> Iterator[str]:
    """The address of a desk that nobody has founded."""
    server = make_server("127.0.0.1", 0, application, server_class=_Threaded, handler_class=_Silent)
    server.RequestHandlerClass = _Silent
    address = f"http://localhost:{server.server_port}"
    settings.BASE_URL, settings.CSRF_TRUSTED_ORIGINS = address, [address]
    thread = threading.Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()
