"""What `bin/start` says before it installs anything: usage, and what the machine lacks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CANDIDATES = ("python3", "python3.11", "python3.12", "python3.13", "python3.14")


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`bin/start` where nothing is installed."""
    bare = tmp_path_factory.mktemp("bare")
    shutil.copytree(ROOT / "bin", bare / "bin")
    return bare / "bin/start"


def start(script: Path, *words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(path) if path else os.environ["PATH"], "HOME": "/nonexistent"}
    command = ["/bin/sh", str(script), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH with nothing on it but what the script itself uses."""
    for name in ("dirname", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    return tmp_path


def put_python(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_help_is_printed_and_nothing_is_done(script: Path):
    done = start(script, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--data DIR" in done.stdout
    assert "--port N" in done.stdout


@pytest.mark.parametrize(
    "words", [["--colour"], ["serve"], ["--port"], ["--data"], ["--port", "http"], ["--data="]]
)
def test_what_it_does_not_understand_ends_with_the_usage(script: Path, words: list[str]):
    done = start(script, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: bin/start" in done.stderr


def test_without_python_one_sentence_says_what_to_install(script: Path, programs: Path):
    done = start(script, path=programs)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "apt-get install python3 python3-venv" in done.stderr


def test_too_old_a_python_is_named(script: Path, programs: Path):
    put_python(programs, "python3", "echo old 3.9.2 >&2; exit 1")
    done = start(script, path=programs)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "3.11 or newer" in done.stderr
    assert "3.9.2" in done.stderr


def test_without_venv_one_sentence_names_its_package(script: Path, programs: Path):
    put_python(programs, "python3.12", "echo bare >&2; exit 1")
    put_python(programs, "python3", "echo old 3.9.2 >&2; exit 1")
    done = start(script, path=programs)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "apt-get install python3-venv" in done.stderr


def test_a_python_that_cannot_make_environments_is_really_noticed(script: Path, programs: Path):
    """No stand-in here: the interpreter of this test run, kept from importing ensurepip."""
    blocked = programs / "blocked"
    blocked.mkdir()
    (blocked / "ensurepip.py").write_text("raise ImportError('not installed')\n")
    real = Path(sys.base_exec_prefix) / "bin/python3"
    put_python(programs, "python3", f'PYTHONPATH="{blocked}" exec "{real}" "$@"')
    done = start(script, path=programs)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_a_placeholder_for_a_python_that_is_not_there_is_passed_over(script: Path, programs: Path):
    for name in CANDIDATES:
        put_python(programs, name, f'echo "{name}: not installed" >&2; exit 127')
    done = start(script, path=programs)
    assert done.returncode == 1
    assert "there is none here" in done.stderr
