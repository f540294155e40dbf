"""Every check of the project; the last line sums them up.

    bin/test              everything
    bin/test --quick      without slow and browser tests, on SQLite only
    bin/test NAME...      only pytest, with these words: a path, -k WORD, -x

A check that fails does not stop the others. What needs a server or a browser that the machine lacks is
skipped with the command that installs it; with BYHAND_TEST_ALL=1 such a skip is a failure.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / ".venv/bin"
TEMPLATES = "src/byhand/web/templates"
QUICK = "not slow and not browser"
# Two at once are quicker on two cores; a file stays whole, so that its servers start once. The long ones begin
# first (tests/conftest.py), so that nobody waits for a last one alone.
TOGETHER = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


@dataclass(frozen=True)
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def main(words: list[str]) -> int:
    if words in (["--help"], ["-h"]):
        print(__doc__)
        return 0
    if words and words != ["--quick"]:
        return subprocess.run([PROGRAMS / "pytest", *words], cwd=ROOT, check=False).returncode
    results = run_quick() if words else run_everything()
    total = sum(results.values(), Count())
    failed = [name for name, counted in results.items() if counted.failed]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nEverything holds.")
    print(total)
    return 1 if total.failed else 0


def run_checks() -> dict[str, Count]:
    """What reads the code without running it, two at a time. A check that fails counts as one failure."""
    scripts = [str(path) for path in sorted((ROOT / "bin").iterdir()) if is_python(path)]
    checks = {
        "types": ["basedpyright"],  # the longest first
        "lint": ["ruff", "check", "--output-format", "concise", ".", *scripts],
        "format": ["ruff", "format", "--check", "--output-format", "concise", ".", *scripts],
        "imports": ["lint-imports"],
        "templates": ["djlint", TEMPLATES, "--lint", "--quiet"],
    }
    if not (ROOT / TEMPLATES).exists():
        del checks["templates"]
    with ThreadPoolExecutor(2) as both:
        return dict(zip(checks, both.map(run_check, checks, checks.values()), strict=True))


def is_python(path: Path) -> bool:
    return path.is_file() and path.open("rb").readline().rstrip().endswith(b"python3")


def run_check(name: str, command: list[str]) -> Count:
    began = time.monotonic()
    program, *words = command
    done = subprocess.run(
        [PROGRAMS / program, *words],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    verdict = "failed" if done.returncode else "ok"
    said = done.stdout + done.stderr + "\n" if done.returncode else ""
    print(f"{name}: {verdict} ({time.monotonic() - began:.1f} s)\n{said}", end="", flush=True)
    return Count(failed=int(done.returncode != 0))


def say_aloud(line: str) -> None:
    print(line, flush=True)


def run_quick() -> dict[str, Count]:
    return {**run_checks(), "tests on SQLite": run_pytest("SQLite", {}, say_aloud, "-m", QUICK)}


def run_everything() -> dict[str, Count]:
    """The tests on SQLite, then whatever reads the code, and beside both the tests on PostgreSQL.

    Tests wait for pages, servers and moments, and at the end of each run for the last of them: a run alone leaves
    processors idle. Beside the two processes of SQLite's more than one would keep each other waiting past what tests
    wait for; once they are done, a second one takes its share (tests/sharing.py). What PostgreSQL's say is shown when
    the others have said everything.
    """
    with TemporaryDirectory(prefix="byhand-shared-") as shared, ThreadPoolExecutor(2) as beside:
        said: tuple[list[str], list[str]] = ([], [])
        first = beside.submit(run_on_postgresql, shared, said[0].append)
        on_sqlite = run_pytest("SQLite", {}, say_aloud)
        second = beside.submit(run_on_postgresql, shared, said[1].append)
        checks = run_checks()
        on_postgresql = first.result() + second.result()
        for line in (*said[0], *said[1]):
            say_aloud(line)
        return {**checks, "tests on PostgreSQL": on_postgresql, "tests on SQLite": on_sqlite}


def run_on_postgresql(shared: str, say: Callable[[str], object]) -> Count:
    """What nobody else with the folder `shared` has begun."""
    sys.path.insert(0, str(ROOT))
    from tests.servers.machine import find  # noqa: PLC0415  the tests are no part of this program's path

    if find("initdb") is None:
        say("tests on PostgreSQL: skipped, there is none here: apt-get install postgresql postgresql-contrib")
        return Count(failed=1) if os.environ.get("BYHAND_TEST_ALL") == "1" else Count(skipped=1)
    # tests/conftest.py leaves out what knows nothing of the database: once is enough. Of these it is known beforehand.
    environment = {"BYHAND_TEST_DATABASE": "postgresql", "BYHAND_TEST_SHARED": shared}
    once = ("-n", "0", "-m", "not browser", "--ignore", "tests/browser", "--ignore", "tests/kit")
    return run_pytest("PostgreSQL", environment, say, *once)


def run_pytest(
    database: str, environment: dict[str, str], say: Callable[[str], object], *words: str
) -> Count:
    """Run the tests, saying each line as it comes; a run that ends without a closing line is one failure."""
    say(f"tests on {database}:")
    process = subprocess.Popen(
        [PROGRAMS / "pytest", "-rs", *TOGETHER, *words],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    closing = ""
    for line in process.stdout or ():
        say(line.rstrip("\n"))
        closing = line if line.strip() else closing
    counted = count(closing)
    surprise = process.wait() != 0 and counted.failed == 0
    return counted + Count(failed=int(surprise))


def count(closing: str) -> Count:
    """Read pytest's closing line, such as `3 failed, 40 passed, 1 skipped in 2.10s`."""
    said = {word.rstrip("s"): int(number) for number, word in re.findall(r"(\d+) ([a-z]+)", closing)}
    return Count(said.get("passed", 0), said.get("failed", 0) + said.get("error", 0), said.get("skipped", 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
