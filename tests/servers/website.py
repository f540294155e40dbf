"""Somebody's website: pages as they are given, with the headers they are given, on an origin of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.servers.machine import ENDS_AT_ONCE


@dataclass
class Website:
    """`pages` by path: the headers and the HTML."""

    address: str
    pages: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)

    def shows(self, path: str, html: str, **headers: str) -> str:
        """Puts a page there; gives its address. `Content_Security_Policy` and the like are headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (
            named,
            f"<!doctype html><html lang='en'><meta charset='utf-8'><title>A shop</title>{html}",
        )
        return self.address + path


@contextmanager
def a_website() -> Iterator[Website]:
    """On 127.0.0.1, which is another site than the desk's localhost."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers, html = website.pages.get(self.path.partition("?")[0], ({}, ""))
            content = html.encode()
            self.send_response(200 if html else 404)
            for name, value in {
                "Content-Type": "text/html",
                "Content-Length": str(len(content)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    website = Website(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True).start()
    try:
        yield website
    finally:
        server.shutdown()
        server.server_close()
