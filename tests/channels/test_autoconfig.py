"""Guessing a mailbox's servers: the best source wins, strangers' answers do no harm, and there is always a guess."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.servers.machine import ENDS_AT_ONCE

from byhand.channels import public_only
from byhand.channels.email import autoconfig, autoconfig_xml, published
from byhand.channels.email.autoconfig import Guess, Sources, guess
from byhand.channels.email.names import Srv

XML = b"""<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="clay.test">
<displayName>Clay Mail</displayName>
<incomingServer type="pop3"><hostname>pop.clay.test</hostname><port>995</port><socketType>SSL</socketType>
</incomingServer>
<incomingServer type="imap"><hostname>mx.%EMAILDOMAIN%</hostname><port>143</port><socketType>STARTTLS</socketType>
<username>%EMAILLOCALPART%</username></incomingServer>
<outgoingServer type="smtp"><hostname>out.clay.test</hostname><port>465</port><socketType>SSL</socketType>
<username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>"""


def knowing(
    mx: tuple[str, ...] = (), srv: dict[str, tuple[Srv, ...]] | None = None, xml: bytes = b""
) -> Sources:
    return Sources(lambda _: mx, lambda name: (srv or {}).get(name, ()), lambda domain, address: xml)


def servers(found: Guess) -> tuple[str, ...]:
    return (
        f"{found.imap.host}:{found.imap.port} {found.imap.security} {found.imap.user}",
        f"{found.smtp.host}:{found.smtp.port} {found.smtp.security} {found.smtp.user}",
    )


SRV = {
    "_imaps._tcp.clay.test": (Srv(20, 0, 994, "second.clay.test"), Srv(10, 0, 993, "imap.host.test")),
    "_submission._tcp.clay.test": (Srv(0, 0, 587, "out.host.test"),),
    "_submissions._tcp.clay.test": (Srv(0, 0, 0, ""),),
}


def test_a_provider_everybody_knows_needs_no_question():
    found = guess("Ana@GMail.com", Sources(pytest.fail, pytest.fail, pytest.fail))  # type: ignore[arg-type]
    assert (found.imap.host, found.provider, found.source) == ("imap.gmail.com", "google", "known provider")
    assert found.options()["auth"] == "oauth-google"


@pytest.mark.parametrize(
    ("exchanger", "provider", "imap"),
    [
        ("aspmx.l.google.com", "google", "imap.gmail.com"),
        ("smtp.google.com", "google", "imap.gmail.com"),
        ("clay-test.mail.protection.outlook.com", "microsoft", "outlook.office365.com"),
        ("mx00.kundenserver.de", None, "imap.ionos.de"),
        ("in1-smtp.messagingengine.com", None, "imap.fastmail.com"),
    ],
)
def test_the_provider_that_takes_in_the_mail_is_known(exchanger: str, provider: str | None, imap: str):
    found = guess("ana@clay.test", knowing(mx=(exchanger,), srv=SRV, xml=XML))
    assert (found.provider, found.imap.host, found.source) == (provider, imap, "mail exchanger")
    assert found.imap.user == "ana@clay.test"


def test_a_name_that_only_looks_like_a_provider_is_none():
    assert (
        guess("ana@clay.test", knowing(mx=("evilgoogle.com", "google.com.evil.test"))).source == "usual names"
    )


def test_the_domain_itself_says_where():
    found = guess("ana@clay.test", knowing(srv=SRV, xml=XML))
    assert found.source == "SRV records"
    assert servers(found) == (
        "imap.host.test:993 tls ana@clay.test",
        "out.host.test:587 starttls ana@clay.test",
    )


def test_what_the_domain_publishes_for_mail_programs_is_read():
    found = guess("ana@clay.test", knowing(xml=XML))
    assert (found.source, found.name) == ("autoconfig", "Clay Mail")
    assert servers(found) == ("mx.clay.test:143 starttls ana", "out.clay.test:465 tls ana@clay.test")


def test_last_come_the_usual_names():
    found = guess("ana@clay.test", knowing())
    assert found.source == "usual names"
    assert servers(found) == ("imap.clay.test:993 tls ana@clay.test", "smtp.clay.test:465 tls ana@clay.test")


def test_a_source_that_breaks_is_passed_over():
    def broken(*_: str) -> list[str]:
        raise RuntimeError("no network")

    assert guess("ana@clay.test", Sources(broken, broken, broken)).source == "usual names"  # type: ignore[arg-type]


def test_slow_names_hold_up_nobody(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(autoconfig, "PATIENCE", 0.2)
    done = threading.Event()
    slow = Sources(lambda _: done.wait(5) and (), lambda _: done.wait(5) and (), lambda *_: XML)
    began = time.monotonic()
    assert guess("ana@clay.test", slow).source == "autoconfig"
    assert time.monotonic() - began < 2
    done.set()


@settings(deadline=None)
@given(st.text(max_size=40) | st.text(max_size=20).map(lambda text: f"ana@{text}"))
def test_whatever_is_typed_gives_something_to_edit(address: str):
    assert guess(address, knowing(mx=("a.b",), xml=XML)).imap.port in (993, 143)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + XML.replace(b"Clay Mail", b"&b;")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>not found</html>",
        b"<clientConfig>",
        BOMB,
        XML.replace(b'<?xml version="1.0"?>', b'<!doctype x SYSTEM "http://127.0.0.1/x">'),
        XML.decode().encode("utf-16"),
        XML.replace(b"SSL", b"plain"),
        XML.replace(b"out.clay.test", b"127.0.0.1:25/x"),
        XML.replace(b">465<", b">99999<"),
        XML.replace(b'type="imap"', b'type="exchange"'),
    ],
)
def test_a_document_that_is_false_or_dangerous_or_offers_nothing_encrypted_is_nothing(raw: bytes):
    assert autoconfig_xml.read(raw, "ana@clay.test") is None


class Page(BaseHTTPRequestHandler):
    """/large swells, /slow dribbles, /elsewhere redirects."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(302 if self.path == "/elsewhere" else 200)
        self.send_header("Location", "/fine")
        self.end_headers()
        with suppress(ConnectionError):
            for _ in range({"/large": 200, "/slow": 50}.get(self.path, 1)):
                self.wfile.write(b"x" * 1000)
                time.sleep(0.05 if self.path == "/slow" else 0)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def page() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def fetched(server: ThreadingHTTPServer, path: str, host: str = "127.0.0.1", seconds: float = 5.0) -> bytes:
    return published.fetch(f"http://{host}:{server.server_port}{path}", until=time.monotonic() + seconds)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433"]
)
def test_this_machine_is_never_asked(page: ThreadingHTTPServer, host: str):
    assert fetched(page, "/fine", host) == b""
    assert page.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("10.1.2.3", False), ("192.168.1.1", False),
        ("172.16.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("fe80::1", False), ("fd00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False),
        ("2002:0a00:0001::1", False), ("0.0.0.0", False), ("::", False),
    ],
)  # fmt: skip
def test_only_public_addresses_are_asked(address: str, is_public: bool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (address, 443))])
    assert bool(public_only.public_addresses("autoconfig.clay.test", 443)) is is_public


def test_a_host_with_one_private_address_among_public_ones_is_not_asked(monkeypatch: pytest.MonkeyPatch):
    both = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert public_only.public_addresses("autoconfig.clay.test", 443) == []


def test_large_and_slow_pages_and_redirects_are_nothing(
    page: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(public_only, "public_addresses", lambda host, port: ["127.0.0.1"])
    assert fetched(page, "/fine") == b"x" * 1000
    assert fetched(page, "/large") == fetched(page, "/elsewhere") == b""
    began = time.monotonic()
    assert fetched(page, "/slow", seconds=0.3) == b""
    assert time.monotonic() - began < 2
    assert page.asked == ["/fine", "/large", "/elsewhere", "/slow"]  # type: ignore[attr-defined]
