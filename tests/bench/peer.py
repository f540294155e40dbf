"""The peer: django-helpdesk in an environment of its own, filled with the same words, served in the same way.

Its list comes in two requests, the page and then the rows; a reader waits for both, so both are timed.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.visiting import Desk, free_port, wait_for

PACKAGES = ("django-helpdesk==2.6.1", "Django==5.2.19", "uvicorn==0.54.0", "a2wsgi==1.10.10")
ROOT = Path(__file__).parents[2]
# What its page of tickets asks for the rows.
ROWS = (
    "?draw=1&start=0&length=25&search[value]=&order[0][column]=5&order[0][dir]=desc&columns[5][data]=created"
)


def visits(port: int, cookie: str, tickets: int, word: str) -> dict[str, Callable[[], object]]:
    """What a reader does there, by the name of what it is compared with."""
    desk = Desk(port, cookie, name="sessionid")
    dice = random.Random(7)

    def listed(query: str = "") -> None:
        page = desk.get(f"/helpdesk/tickets/{query}")
        found = re.search(r'"(/helpdesk/datatables_ticket_list/[^"]+)"', page)
        assert found
        assert '"recordsFiltered"' in desk.get(found[1] + ROWS)

    return {
        "list": listed,
        "conversation": lambda: desk.get(f"/helpdesk/tickets/{dice.randrange(1, tickets)}/"),
        "search": lambda: listed(f"?search_type=header&q={word}"),
    }


@contextmanager
def peer(tickets: int) -> Iterator[tuple[int, str]]:
    """The peer with so many tickets: its port, and the cookie of a session."""
    with tempfile.TemporaryDirectory(prefix="byhand-bench-peer-") as folder:
        python = _installed(Path(folder) / "venv")
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.bench.helpdesk.settings", "PYTHONPATH": str(ROOT),
            "HELPDESK_DATABASE": str(Path(folder) / "helpdesk.sqlite3"),
        }  # fmt: skip
        filled = subprocess.run([python, "-m", "tests.bench.helpdesk.fill", str(tickets)], env=environment, cwd=ROOT,
                                stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
        port = free_port()
        words = [python, "-m", "tests.bench.helpdesk.serving", str(port)]
        with subprocess.Popen(words, env=environment, cwd=ROOT) as server:
            try:
                wait_for(port, "/helpdesk/login/")
                yield port, filled.stdout.strip().splitlines()[-1]
            finally:
                server.terminate()
                server.wait(30)


def _installed(folder: Path) -> str:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PACKAGES], check=True, stderr=subprocess.DEVNULL)
    return pip[0]
