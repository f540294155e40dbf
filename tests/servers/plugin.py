"""The fixtures of the real servers: each starts when first asked for, once a session, and ends with it."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright
from tests.servers import machine
from tests.servers.chromium import OpenPage, page_opener, running_chromium, running_playwright
from tests.servers.dovecot import Dovecot, start_dovecot
from tests.servers.exchange import Exchange, running_exchange
from tests.servers.mailbox import Mailbox
from tests.servers.postfix import Postfix, start_postfix
from tests.servers.postgres import Postgres, start_postgres
from tests.servers.push_service import PushService, running_push_service
from tests.servers.radicale import Radicale, start_radicale
from tests.servers.redis import Redis, start_redis
from tests.servers.tokens import Tokens

SERVERS = {
    "postgres",
    "redis",
    "dovecot",
    "postfix",
    "mailbox",
    "tokens",
    "push_service",
    "radicale",
    "exchange",
}
mailboxes = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses a server or a browser is marked so, and `-m "not browser"` leaves it out."""
    for item in items:
        fixtures = set[str](getattr(item, "fixturenames", ()))
        if fixtures & SERVERS:
            item.add_marker(pytest.mark.server)
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a server without root's rights can enter, unlike pytest's own."""
    with machine.reachable_folder("test") as folder:
        yield folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with machine.reachable_folder("postgres") as folder:
        server = start_postgres(folder)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    with machine.reachable_folder("redis") as folder:
        server = start_redis(folder)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def radicale() -> Iterator[Radicale]:
    with machine.reachable_folder("radicale") as folder:
        server = start_radicale(folder)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with machine.reachable_folder("dovecot") as folder:
        server = start_dovecot(folder)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot) -> Iterator[Postfix]:
    with machine.reachable_folder("postfix") as folder:
        server = start_postfix(folder, dovecot)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def tokens(dovecot: Dovecot) -> Tokens:
    """The stand-in for Google's and Microsoft's sign-in, which Dovecot asks about tokens."""
    return dovecot.tokens


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Mailbox:
    """An empty mailbox that no other test has seen."""
    return dovecot.add_mailbox(f"studio{next(mailboxes)}.{os.getpid()}@clay.test")


@pytest.fixture
def push_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """One on this machine, trusted and reachable for this test; the world outside is not asked."""
    with running_push_service(tmp_path) as service:
        monkeypatch.setenv("SSL_CERT_FILE", str(service.certificate))
        monkeypatch.setattr("byhand.channels.public_only.public_addresses", lambda host, port: ["127.0.0.1"])
        yield service


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    """A telephone exchange on this machine, with one account and one number."""
    with running_exchange() as exchange:
        yield exchange


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with running_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with running_chromium(playwright) as browser:
        yield browser


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    with page_opener(browser) as opener:
        yield opener


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()
