"""Makes the environment that Byhand runs in, `.venv`, exactly as its lock says, and only when it changed.

    python environment.py product | test              make it current
    .venv/bin/python environment.py product --check   say by the exit code whether it is

Needs nothing but the standard library. Two that run at once wait for each other; one that was cut off
is noticed by the next, which starts afresh.
"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
UNFINISHED = VENV / "byhand-unfinished"


def main(lock: str, *, check: bool) -> int:
    """Return 0 when `.venv` holds what requirements/<lock>.lock says, and Byhand itself."""
    if check or is_current(lock):
        return 0 if is_current(lock) else 1
    try:
        with alone():
            make_current(lock)
    except KeyboardInterrupt:
        print("Stopped. The next start mends what is unfinished.", file=sys.stderr)
        return 130
    except subprocess.CalledProcessError as failure:
        print(
            f"Byhand could not be installed; is this machine online? It said:\n{failure.output.strip()}",
            file=sys.stderr,
        )
        return 1
    except OSError as failure:
        print(f"Byhand could not be installed into {VENV}: {failure.strerror}.", file=sys.stderr)
        return 1
    return 0


def is_current(lock: str) -> bool:
    stamp = stamp_of(lock)
    return not UNFINISHED.exists() and stamp.exists() and stamp.read_text() == wanted(lock) and runs()


def stamp_of(lock: str) -> Path:
    return VENV / f"byhand-{lock}-installed"


def wanted(lock: str) -> str:
    """Changes when the lock, the package's description or the place of the checkout does."""
    parts = [requirements(lock).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def requirements(lock: str) -> Path:
    return ROOT / f"requirements/{lock}.lock"


def runs() -> bool:
    """Whether its Python still works: after an upgrade of the system it may be gone."""
    if sys.prefix == str(VENV):
        return True
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


@contextmanager
def alone() -> Generator[None]:
    """Wait until no other process works on the environment; the system lets go when a process dies."""
    with Path(__file__).open() as ourselves:
        fcntl.flock(ourselves, fcntl.LOCK_EX)
        yield


def make_current(lock: str) -> None:
    if is_current(lock):  # another start has done it while we waited
        return
    if UNFINISHED.exists() or (VENV.exists() and not runs()):
        clear_away()
    print(
        f"Installing Byhand into {VENV}." + ("" if VENV.exists() else " This takes a minute or two."),
        flush=True,
    )
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", str(VENV))
    # Compiling all of it would double the wait; Python compiles what is used when it is first used.
    pip("install", "--no-compile", "--require-hashes", "--requirement", str(requirements(lock)))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp_of(lock).write_text(wanted(lock))
    if lock == "test":  # the test lock holds all of the product's
        stamp_of("product").write_text(wanted("product"))
    UNFINISHED.unlink()


def clear_away() -> None:
    """Rename first: a removal that is cut off must not leave half an environment behind."""
    old = VENV.with_name(".venv-old")
    shutil.rmtree(old, ignore_errors=True)
    VENV.rename(old)
    shutil.rmtree(old)


def pip(*words: str) -> None:
    quietly = ["--quiet", "--no-input", "--disable-pip-version-check", "--root-user-action=ignore"]
    run(str(PYTHON), "-m", "pip", *words, *quietly)


def run(*command: str) -> None:
    """Raises CalledProcessError with everything it said."""
    subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], check="--check" in sys.argv))
