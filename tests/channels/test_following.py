"""Following a link: what a reader would get, whatever is at the other end, and never a place inside a house."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.servers.certificate import write_certificate

from byhand.channels import following, public_only
from byhand.channels.followed import Outcome
from byhand.channels.following import follow

REAL = public_only.public_addresses


@dataclass
class Site:
    """A website of strangers. `public`: the names under which the world finds it; others are as they are."""

    port: int = 0
    asked: list[str] = field(default_factory=list[str])
    public: set[str] = field(default_factory=set[str])

    def at(self, path: str, host: str = "shop.test", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def addresses(self, host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host in self.public else REAL(host, port)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    leads = {
        "/moved": "/fine", "/inside": "http://127.0.0.1:{port}/secret", "/circle": "/circle",
        "/rebound": "http://inside.test:{port}/secret",
        "/else": "http://other.test:{port}/fine", "/user": "http://shop.test@other.test:{port}/fine",
        "/file": "file:///etc/passwd",
        "/other-port": "http://shop.test:25/", "/home": "http://desk.test:{port}/stop/x/",
        "/umlaut": "http://bücher.test:{port}/ä?ö=ü",
        "/broken": "http://[::1/x", "/long": "/" + "x" * 3000,
    }  # fmt: skip

    class Answering(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def _answer(self, *, with_body: bool) -> None:
            site.asked.append(f"{self.command} {self.path}")
            with suppress(OSError):
                self._say(with_body=with_body)

        def _say(self, *, with_body: bool) -> None:
            if self.path == "/slow":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for _ in range(60):
                    time.sleep(0.05)
                    self.wfile.write(b"X-More: 1\r\n")
                return
            if self.path == "/giant":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Giant: " + b"x" * 2_000_000 + b"\r\n\r\n")
                return
            if self.path == "/noise":
                self.wfile.write(b"220 mail.shop.test ESMTP\r\n")
                return
            if self.path in ("/by-get", "/endless") and not with_body:
                self.send_error(405)
                return
            status = {"/gone": 404, "/locked": 403, "/away": 410}.get(
                self.path, 302 if self.path in leads else 200
            )
            self.send_response(status)
            if self.path in leads:
                self.send_header(
                    "Location", leads[self.path].format(port=site.port).encode().decode("latin-1")
                )
            self.end_headers()
            while with_body and self.path in ("/endless", "/gone"):
                self.wfile.write(b"x" * 100_000)

        def log_message(self, *_: object) -> None:
            return

    return Answering


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    site = Site(public={"shop.test", "other.test", "desk.test", "xn--bcher-kva.test"})
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.port = server.server_address[1]
    monkeypatch.setattr(public_only, "public_addresses", site.addresses)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("path", "outcome", "status"), [
    ("/fine", Outcome.ANSWERS, 200), ("/moved", Outcome.ANSWERS, 200), ("/by-get", Outcome.ANSWERS, 200),
    ("/gone", Outcome.MISSING, 404), ("/away", Outcome.MISSING, 410), ("/locked", Outcome.REFUSES, 403),
    ("/else", Outcome.ELSEWHERE, 200), ("/umlaut", Outcome.ELSEWHERE, 200), ("/circle", Outcome.CIRCLES, 0),
    ("/giant", Outcome.SILENT, 0), ("/noise", Outcome.SILENT, 0), ("/endless", Outcome.ANSWERS, 200),
    ("/user", Outcome.NAMES_A_USER, 0), ("/file", Outcome.NO_ADDRESS, 0), ("/other-port", Outcome.NO_ADDRESS, 0),
    ("/home", Outcome.OURS, 0), ("/broken", Outcome.NO_ADDRESS, 0), ("/long", Outcome.NO_ADDRESS, 0),
])  # fmt: skip
def test_each_link_is_told_as_a_reader_would_find_it(site: Site, path: str, outcome: Outcome, status: int):
    began = time.monotonic()
    found = follow(site.at(path), never={"desk.test"})
    assert (found.outcome, found.status) == (outcome, status)
    assert time.monotonic() - began < 3 and len(site.asked) <= 2 * (following.MOST_HOPS + 1)


def test_where_it_ends_is_told_and_heads_are_enough(site: Site):
    assert follow(site.at("/else")).at == site.at("/fine", "other.test")
    assert site.asked == ["HEAD /else", "HEAD /fine"]
    assert follow(site.at("/umlaut")).at == site.at("/ä?ö=ü", "bücher.test")
    assert site.asked[-1] == "HEAD /%C3%A4?%C3%B6=%C3%BC"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0"]
)
def test_nothing_of_a_house_is_asked(site: Site, host: str):
    assert follow(site.at("/secret", host)).outcome == Outcome.NOT_PUBLIC
    assert site.asked == []


@pytest.mark.parametrize("path", ["/inside", "/rebound"])
def test_nor_is_it_when_a_stranger_leads_there(site: Site, monkeypatch: pytest.MonkeyPatch, path: str):
    inside = [(0, 0, 0, "", ("10.0.0.7", 80))]
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: inside if host == "inside.test" else real(host, *a, **k)
    )
    assert follow(site.at(path)).outcome == Outcome.NOT_PUBLIC
    assert site.asked == [f"HEAD {path}"], "the first house is asked, the second never"


def test_a_name_that_changes_its_mind_is_connected_to_as_it_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    """DNS rebinding: public when it is looked at, 127.0.0.1 the second time. It is asked once."""
    told = iter([[(0, 0, 0, "", ("93.184.216.34", 80))], [(0, 0, 0, "", ("127.0.0.1", 80))]])
    went: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        went.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(public_only, "public_addresses", REAL)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(told))
    monkeypatch.setattr(socket, "create_connection", connect)
    assert follow(site.at("/fine", "turns.test")).outcome == Outcome.SILENT
    assert went == [("93.184.216.34", site.port)] and site.asked == []


def test_a_server_that_dribbles_is_given_no_more_time(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(following, "ALTOGETHER", 0.4)
    began = time.monotonic()
    assert follow(site.at("/slow")).outcome == Outcome.SILENT
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("address", "outcome"), [
    ("", Outcome.NO_ADDRESS), ("mailto:ana@x.example", Outcome.NO_ADDRESS), ("javascript:x", Outcome.NO_ADDRESS),
    ("https://", Outcome.NO_ADDRESS), ("https://x:99999/", Outcome.NO_ADDRESS),
    ("http://shop.test:22/", Outcome.NO_ADDRESS),
    ("https://" + "x" * 70 + ".test/", Outcome.NO_ADDRESS), ("https://a..b/", Outcome.NO_ADDRESS),
    ("https://bank.example@shop.test/", Outcome.NAMES_A_USER), ("https://desk.test/stop/x/", Outcome.OURS),
    ("https://nobody-is-here.invalid/", Outcome.UNKNOWN),
])  # fmt: skip
def test_what_cannot_be_asked_is_not(site: Site, address: str, outcome: Outcome):
    assert follow(address, never={"desk.test"}).outcome == outcome
    assert site.asked == []


def test_a_wrong_certificate_is_told_as_one(site: Site, tmp_path: Path):
    certificate, key = write_certificate(tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        site.port = server.server_address[1]
        assert follow(site.at("/fine", scheme="https")).outcome == Outcome.CERTIFICATE
        assert site.asked == []
    finally:
        server.shutdown()
        server.server_close()
    assert follow(site.at("/fine", scheme="https")).outcome == Outcome.SILENT, "nobody is there any more"
