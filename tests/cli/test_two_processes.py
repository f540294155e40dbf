"""On PostgreSQL two processes serve one desk: what one cannot do the other does, and neither is left behind."""

import signal
import subprocess
import sys

import httpx
import psutil
import pytest
from django.db import connection
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


@pytest.mark.parametrize(
    "way", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=["killed", "ended", "Ctrl-C"]
)
def test_when_the_first_ends_so_does_the_other(first, port, way):
    wait_until(lambda: serves(port), "Nobody serves.")
    second = second_of(first)
    first.send_signal(way)
    second.wait(30)
    wait_until(lambda: not serves(port), "Somebody still serves.")
