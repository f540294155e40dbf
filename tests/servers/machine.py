"""What the machine offers the tests: programs, free ports, folders, and processes that end with us."""

import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

HIDDEN_PROGRAMS = ("/usr/sbin", "/usr/local/sbin", "/sbin")
PATIENCE = 30.0
MEMORY, ENOUGH = Path("/dev/shm"), 4 << 30
# Python's own server asks twice a second whether it should end, and so half a second passes after each test.
ENDS_AT_ONCE = {"poll_interval": 0.02}


def needs(program: str, package: str) -> str:
    """The path of `program`; a machine without it skips the test with the command that installs it."""
    return find(program) or leave_out(f"There is no {program} here: apt-get install {package}")


def find(program: str) -> str | None:
    places = [os.environ.get("PATH", ""), *HIDDEN_PROGRAMS, *newest_postgres_first()]
    return shutil.which(program, path=os.pathsep.join(places))


def needs_root(what: str) -> None:
    if os.geteuid() != 0:
        leave_out(f"{what} can only be started by root: run bin/test as root")


def leave_out(sentence: str) -> NoReturn:
    """Skip the test with this sentence, or fail it where everything must be there."""
    if os.environ.get("BYHAND_TEST_ALL") == "1":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def newest_postgres_first() -> list[str]:
    """Debian keeps the programs of PostgreSQL's server outside the PATH."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    return [str(path) for path in sorted(folders, key=lambda path: -float(path.parent.name))]


def free_port() -> int:
    """A free loopback port below those that outgoing connections are given (32768 and up on Linux)."""
    while True:
        port = random.randint(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def quick_place() -> Path:
    """Where folders of houses and servers are made: in memory, where there is plenty, since no test asks what a disk
    holds after the power went; a house waits for its disk at every turn."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        return MEMORY
    return Path(tempfile.gettempdir())


@contextmanager
def reachable_folder(name: str) -> Generator[Path]:
    """A temporary folder that servers without root's rights can enter; its path is short, for sockets."""
    place = MEMORY if quick_place() == MEMORY else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix=f"byhand-{name}-", dir=place))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged(*names: str) -> pwd.struct_passwd:
    """Who runs a server that refuses root: we, or the first of these users that exists when we are root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in (*names, "nobody") if name in known)


def start(command: list[str], *, log: Path, user: pwd.struct_passwd | None = None) -> subprocess.Popen[bytes]:
    """Start a server that writes to `log` and is told to end should this process be killed."""
    prefix = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    if prefix and user and os.geteuid() == 0:
        prefix += [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return begin([*prefix, *command], log)


def start_guarded(command: list[str], *, log: Path) -> subprocess.Popen[bytes]:
    """The same for a server that changes its user, by which the system forgets whose end it should follow.

    A shell waits beside it for our end of the pipe to close.
    """
    guard = '"$@" & server=$!; trap "kill $server" TERM; read -r line; kill $server; wait $server'
    return begin(["sh", "-c", guard, "guard", *command], log, stdin=subprocess.PIPE)


def begin(command: list[str], log: Path, *, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=stdin,
            stdout=output,
            stderr=output,
            cwd="/",
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, and insist after ten seconds."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server listens; raises RuntimeError with its log when it ended instead."""

    def listening() -> bool:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended while starting: {log.read_text(errors='replace')}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    wait_until(listening, f"nobody listens on port {port}: {log}")


def wait_until(true: Callable[[], bool], otherwise: str, *, patience: float = PATIENCE) -> None:
    """Ask until it is so; raises TimeoutError with the sentence `otherwise` when patience ends."""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        time.sleep(0.02)
