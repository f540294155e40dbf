"""The database in a backup: as it was at one moment, copied while others write.

SQLite's own online backup gives a database file; PostgreSQL's pg_dump reads in one snapshot.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo

from byhand.keeping.manifest import NotABackup
from byhand.keeping.packing import CannotKeep

SQLITE_NAME = "byhand.sqlite3"
POSTGRESQL_NAME = "database.pgdump"
# Options that Django and psycopg read; libpq knows them not.
OF_DJANGO = ("server_side_binding", "prepare_threshold")


def copy_database(folder: Path) -> Path:
    """A copy in `folder`, whose name is the entry's. Raises CannotKeep."""
    return _copy_sqlite(folder) if connection.vendor == "sqlite" else _dump_postgresql(folder)


def load_dump(dump: Path) -> None:
    """Fills the empty PostgreSQL database in one transaction: all of it or nothing. Raises NotABackup."""
    connection.close()
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-acl"]
    failed = _run("pg_restore", [*words, str(dump)])
    if failed:
        raise NotABackup(f"PostgreSQL would not take it: {failed} Nothing was restored.")


def is_empty() -> bool:
    """Whether the PostgreSQL database holds no table yet."""
    return not connection.introspection.table_names()


def _copy_sqlite(folder: Path) -> Path:
    """All pages in one step: one read transaction, which in WAL mode keeps no writer waiting."""
    copy = folder / SQLITE_NAME
    try:
        with (
            closing(sqlite3.connect(_name(), timeout=20)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target, pages=-1)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    except sqlite3.Error as problem:
        raise CannotKeep(f"The database cannot be copied: {problem}.") from None
    return copy


def _dump_postgresql(folder: Path) -> Path:
    dump = folder / POSTGRESQL_NAME
    failed = _run("pg_dump", ["--format=custom", "--no-owner", "--no-acl", f"--file={dump}"])
    if failed:
        raise CannotKeep(f"The database cannot be copied: {failed}")
    return dump


def _run(program: str, words: list[str]) -> str:
    """What went wrong, as one line, or nothing."""
    path = shutil.which(program)
    if path is None:
        return (
            f"{program} is missing. Install PostgreSQL's client programs, of the server's version or newer."
        )
    with tempfile.NamedTemporaryFile("w", prefix="byhand-") as secret:
        secret.write(_password_line())
        secret.flush()
        command = [path, "--no-password", f"--dbname={_address(secret.name)}", *words]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stderr.splitlines() if line.strip()] or [f"{program} gave no reason"]
    return lines[0].strip().rstrip(".") + "."


def _address(password_file: str) -> str:
    """The password goes by a file that only we can read: `ps` shows the words of a command to everyone."""
    told: dict[str, Any] = connection.settings_dict
    named = {"dbname": told["NAME"], "host": told["HOST"], "port": told["PORT"], "user": told["USER"]}
    options = {name: value for name, value in told["OPTIONS"].items() if name not in OF_DJANGO}
    given = {name: value for name, value in (options | named).items() if value not in ("", None)}
    return make_conninfo(**given, passfile=password_file)


def _password_line() -> str:
    password = str(connection.settings_dict["PASSWORD"])
    return "*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n"


def _name() -> str:
    return str(connection.settings_dict["NAME"])
