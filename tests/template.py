"""The migrated database: made once a run, since it takes half a minute, and copied by each process that tests.

Whoever needs it first makes it; the others wait for that, and go on with a copy of their own.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

# Named by the first process of a run; its workers inherit it.
FOLDER = "BYHAND_TEST_TEMPLATE"
SOURCES = Path(__file__).parents[1] / "src/byhand"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id) -> None:
    """What pytest-django asks for before the first test with a database; ours also serves houses without its mark."""
    with django_db_blocker.unblock():
        folder = Path(os.environ[FOLDER])
        folder.mkdir(exist_ok=True)
        mean(own_copy(folder, worker_id))


def own_copy(folder: Path, worker: str) -> str:
    """The name of a copy that is this process's alone."""
    sqlite = connection.vendor == "sqlite"
    own = str(settings.DATA_FOLDER / "migrated.sqlite3") if sqlite else f"test_byhand_{worker}"
    with _alone_in(folder):
        template = _made_once(folder)
        connections.close_all()
        drop_database(own)  # whatever an earlier run left on a server that is not ours
        copy_database(template, own)
    return own


def copy_database(template: str, copy: str) -> None:
    """Copies it, on PostgreSQL from a database that nobody has open."""
    if connection.vendor == "sqlite":
        # Not a copy of the file: a connection of another thread or event loop may still hold a log beside it.
        with closing(sqlite3.connect(template)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return
    _on_the_side(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')


def drop_database(name: str) -> None:
    """On SQLite it goes with its folder."""
    if connection.vendor != "sqlite":
        _on_the_side(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def mean(name: str) -> None:
    """From now on every connection of this process means that database."""
    connections.close_all()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _on_the_side(statement: str) -> None:
    """Runs a statement about databases as such, from none of them."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _made_once(folder: Path) -> str:
    """The name of the migrated database. SQLite's is a file: threads and processes of a test see the same rows."""
    name = str(folder / "template.sqlite3") if connection.vendor == "sqlite" else "test_byhand"
    made = folder / f"made-{_digest()}"
    if not made.exists():
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        made.touch()
    return name


def _digest() -> str:
    """Of the server and the migrations: a folder that is kept for the next run tells when it is of no use."""
    told = hashlib.sha256("{HOST}:{PORT}".format(**connection.settings_dict).encode())
    for path in sorted(SOURCES.glob("*/migrations/*.py")):
        told.update(path.read_bytes())
    return told.hexdigest()[:16]
