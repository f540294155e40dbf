"""Two processes share the tests of one run: a file is whose who comes to it first. One may begin long after the other.

`BYHAND_TEST_SHARED` names the folder in which they say so.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = "BYHAND_TEST_SHARED"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """In place of pytest's own loop, where tests are shared. The next is known one ahead: it says what may be ended."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return None
    if session.testsfailed:
        raise session.Interrupted("Not all tests could be read.")
    mine = itertools.chain(_taken(session.items, Path(folder)), [None])
    for item, following in itertools.pairwise(mine):
        assert item is not None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    return True


def _taken(items: list[pytest.Item], folder: Path) -> Iterator[pytest.Item]:
    """A file at a time, once the last test of the one before has begun."""
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_file.setdefault(item.path, []).append(item)
    for path, tests in by_file.items():
        if _is_mine(path, folder):
            yield from tests


def _is_mine(path: Path, folder: Path) -> bool:
    """Only one can make the file that says so."""
    try:
        (folder / hashlib.sha256(str(path).encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
