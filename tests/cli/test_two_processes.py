"""On PostgreSQL two processes serve one desk: what one cannot do the other does, and neither is left behind."""

import signal
import subprocess
import sys

import httpx
import psutil
import pytest
from django.db import connection
from tests import cast
from tests.servers.machine import free_port, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is served by one process"),
]


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def first(fresh_house, port):
    """The first process of a desk that two serve."""
    own = fresh_house.environment() | {"BYHAND_PROCESSES": "2", "BYHAND_CHORES": "no"}
    command = [sys.executable, "-m", "byhand.cli", "start", "--port", str(port)]
    with subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and "http" in process.stdout.readline()
        yield psutil.Process(process.pid)
        process.kill()


def others(first: psutil.Process) -> list[psutil.Process]:
    alive = [one for one in first.children() if one.status() != psutil.STATUS_ZOMBIE]
    return [one for one in alive if "byhand.config.beside" in one.cmdline()]


def second_of(first: psutil.Process) -> psutil.Process:
    wait_until(lambda: bool(others(first)), "There is no second process.", patience=30)
    (second,) = others(first)
    return second


def serves(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", timeout=2).status_code in (200, 302)
    except httpx.TransportError:
        return False


def test_one_serves_while_the_other_stands_still_and_one_that_dies_is_begun_again(first, port):
    wait_until(lambda: serves(port), "Nobody serves.")
    second = second_of(first)
    first.suspend()
    wait_until(lambda: serves(port), "The second does not serve.", patience=30)
    first.resume()
    second.send_signal(signal.SIGKILL)
    wait_until(lambda: others(first) not in ([], [second]), "It was not begun again.", patience=30)


def test_a_wrong_password_counts_whichever_process_hears_it(fresh_house, first, port):
    cast.studio()
    wait_until(lambda: serves(port), "Nobody serves.")
    second = second_of(first)
    for silent in (first, second):
        silent.suspend()
        wait_until(lambda: serves(port), "The other does not serve.", patience=30)
        answers = [guess(port) for _ in range(3)]
        silent.resume()
    assert "Too many failed" in answers[-1]


def guess(port: int) -> str:
    """A wrong password for Ana, from a browser of its own."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as browser:
        browser.get("/accounts/login/")
        words = {"login": "ana@kilnlane.example", "password": "a-guess-after-a-guess"}
        token = browser.cookies["csrftoken"]
        return browser.post("/accounts/login/", data=words | {"csrfmiddlewaretoken": token}).text


@pytest.mark.parametrize(
    "way", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=["killed", "ended", "Ctrl-C"]
)
def test_when_the_first_ends_so_does_the_other(first, port, way):
    wait_until(lambda: serves(port), "Nobody serves.")
    second = second_of(first)
    first.send_signal(way)
    second.wait(30)
    wait_until(lambda: not serves(port), "Somebody still serves.")
