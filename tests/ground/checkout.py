"""A fresh clone of this checkout, on a machine whose user has nothing yet."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = ("BYHAND_", "DJANGO_", "PYTHON", "PYTEST", "VIRTUAL_ENV", "COV_")
PATIENCE = 60.0


@dataclass(frozen=True)
class Checkout:
    folder: Path
    home: Path
    begun: list[subprocess.Popen[str]] = field(default_factory=list[subprocess.Popen[str]])

    @property
    def environment(self) -> dict[str, str]:
        """Ours without what belongs to this test run; where packages come from stays as on this machine."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        config = Path.home() / ".config/pip/pip.conf"
        return ours | {"HOME": str(self.home)} | ({"PIP_CONFIG_FILE": str(config)} if config.exists() else {})

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """`bin/start` with these words, in a process group of its own."""
        process = subprocess.Popen(
            [self.folder / "bin/start", *words],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.begun.append(process)
        return process

    def end(self) -> None:
        """End whatever a failed test has left running."""
        for process in self.begun:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)

    def fail(self, *words: str) -> tuple[int, str, str]:
        """What a start says that is expected to end by itself: its exit code and its words."""
        process = self.begin(*words)
        output, errors = process.communicate(timeout=PATIENCE)
        return process.returncode, output, errors


@contextmanager
def served(process: subprocess.Popen[str], port: int, *, patience: float = PATIENCE) -> Generator[None]:
    """Wait for its first page; afterwards press Ctrl-C and wait for the end."""
    deadline = time.monotonic() + patience
    while not answers(port):
        if process.poll() is not None:
            raise AssertionError("It ended: " + "\n".join(process.communicate()))
        assert time.monotonic() < deadline, "No page came."
        time.sleep(0.05)
    yield
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=PATIENCE)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=10) as page:
            return page.status == 200
    except urllib.error.HTTPError:
        raise
    except OSError:
        return False


def clone(folder: Path) -> Checkout:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "byhand")], check=True)
    (folder / "home").mkdir()
    return Checkout(folder / "byhand", folder / "home")
