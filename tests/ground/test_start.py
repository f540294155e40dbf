"""`bin/start` in a fresh clone, really: installed, cut off, mended, started twice, refused, ended."""

import os
import signal
import socket
import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ground.checkout import PATIENCE, Checkout, clone, served
from tests.servers.machine import free_port, wait_until

pytestmark = pytest.mark.slow
INSTALLING = 600.0


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A clone whose first start was cut off in the middle of installing."""
    fresh = clone(tmp_path_factory.mktemp("fresh"))
    first = fresh.begin("--data", str(fresh.home / "none"))
    inside = fresh.folder / ".venv/lib"
    wait_until(
        lambda: any(inside.glob("*/site-packages/a2wsgi")), "Nothing is installed", patience=INSTALLING
    )
    os.killpg(first.pid, signal.SIGKILL)
    output, errors = first.communicate()
    assert (output.count("\n"), errors) == (1, "")
    yield fresh
    fresh.end()


@pytest.fixture(scope="module")
def installed(checkout: Checkout) -> Checkout:
    """The same, mended by two starts at once."""
    houses = {"desk": free_port(), "another": free_port()}
    starts = [
        checkout.begin("--data", str(checkout.home / name), "--port", str(port))
        for name, port in houses.items()
    ]
    for process, port in zip(starts, houses.values(), strict=True):
        with served(process, port, patience=INSTALLING):
            pass
    return checkout


def test_a_start_that_was_cut_off_is_mended_by_the_next_two_at_once(installed: Checkout):
    pip = installed.folder / ".venv/bin/pip"
    check = subprocess.run(
        [pip, "check"], env=installed.environment, capture_output=True, text=True, check=False
    )
    assert check.stdout.strip() == "No broken requirements found."
    assert not (installed.folder / ".venv/byhand-unfinished").exists()


def test_the_second_start_says_one_line_and_is_quick(installed: Checkout):
    # The first in this folder made the database; the second is the one that is waited for every day.
    port, began = free_port(), time.monotonic()
    process = installed.begin("--data", str(installed.home / "desk"), "--port", str(port))
    with served(process, port):
        seconds = time.monotonic() - began
    output, errors = process.communicate()
    assert errors == ""
    assert output.count("\n") == 1
    assert f"http://localhost:{port}" in output
    if seconds > 5:  # a busy machine is no failure, but is told
        warnings.warn(f"a second start took {seconds:.1f} s; the goal is under 5", stacklevel=1)
    assert seconds < 20


def test_a_port_in_use_is_said_in_one_sentence(installed: Checkout):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, output, errors = installed.fail("--data", str(installed.home / "desk"), "--port", port)
    assert (code, output, errors.count("\n")) == (1, "", 1)
    assert f"Port {port} is in use" in errors


def test_a_data_folder_that_cannot_be_one_is_said_in_one_sentence(installed: Checkout, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    for impossible in (tmp_path / "file", tmp_path / "file/below", Path("/proc/byhand")):
        code, output, errors = installed.fail("--data", str(impossible), "--port", str(free_port()))
        assert (code, output, errors.count("\n")) == (1, "", 1)
        assert str(impossible) in errors


def test_one_data_folder_is_served_by_one_process(installed: Checkout):
    port, folder = free_port(), str(installed.home / "desk")
    process = installed.begin("--data", folder, "--port", str(port))
    with served(process, port):
        code, output, errors = installed.fail("--data", folder, "--port", str(free_port()))
    assert (code, output, errors.count("\n")) == (1, "", 1)


def test_a_relative_data_folder_is_found_from_where_one_stands(installed: Checkout):
    process = installed.begin("--data", "here", "--port", str(free_port()))
    database = installed.home / "here/byhand.sqlite3"
    wait_until(database.exists, "Its database is elsewhere", patience=PATIENCE)
    os.killpg(process.pid, signal.SIGKILL)  # what follows is like any first start
    process.communicate()


def test_an_environment_whose_python_is_gone_is_made_anew(installed: Checkout):
    python = installed.folder / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nonexistent/python3")
    process = installed.begin("--data", str(installed.home / "desk"), "--port", str(free_port()))
    wait_until(python.exists, "The environment is not made anew", patience=INSTALLING)
    os.killpg(process.pid, signal.SIGKILL)  # what follows is like any first start
    process.communicate()
