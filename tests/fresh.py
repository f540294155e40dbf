"""A fresh house: a copy of the migrated database that a test may commit to, share with threads and processes.

The journal cannot be emptied, so tests that commit get a database of their own instead of a flush.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.db import connection, connections
from tests.servers.machine import quick_place
from tests.template import copy_database, drop_database, mean


@dataclass(frozen=True)
class FreshHouse:
    """Where its data lie, and the environment another process needs to live in it."""

    folder: Path
    database_url: str

    def environment(self) -> dict[str, str]:
        own = {"BYHAND_DATA": str(self.folder), "BYHAND_DATABASE_URL": self.database_url}
        return {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "byhand.config.settings"}


@pytest.fixture
def fresh_house(django_db_setup, django_db_blocker, _place) -> Iterator[FreshHouse]:
    """A house of its own for this test, with the same keys."""
    folder = _place / "house"
    folder.mkdir()
    shutil.copytree(settings.KEYS_FOLDER, folder / "keys")
    with django_db_blocker.unblock(), _database_copy(folder) as url, _files_in(folder):
        yield FreshHouse(folder, url)


@pytest.fixture(autouse=True)
def _own_files(_place) -> Iterator[None]:
    """No test finds the files of another."""
    with _files_in(_place):
        yield


@pytest.fixture
def _place() -> Iterator[Path]:
    """An empty folder for what a house keeps."""
    with TemporaryDirectory(prefix="byhand-house-", dir=quick_place(), ignore_cleanup_errors=True) as folder:
        yield Path(folder)


class _files_in:  # noqa: N801
    """Points the file store and the anchors at the folder for a while."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before: dict[str, Path] = {}

    def __enter__(self) -> None:
        own = {"DATA_FOLDER": self.folder, "FILES_FOLDER": self.folder / "files",
               "ANCHORS_FILE": self.folder / "journal-anchors.jsonl"}  # fmt: skip
        for name, value in own.items():
            self.before[name] = getattr(settings, name)
            setattr(settings, name, value)

    def __exit__(self, *_: object) -> None:
        for name, value in self.before.items():
            setattr(settings, name, value)


class _database_copy:  # noqa: N801
    """Copies the migrated database and lets every connection of this process mean the copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = connection.settings_dict["NAME"]

    def __enter__(self) -> str:
        connections.close_all()
        sqlite = connection.vendor == "sqlite"
        self.copy = str(self.folder / "byhand.sqlite3") if sqlite else f"fresh_{secrets.token_hex(6)}"
        copy_database(self.template, self.copy)
        mean(self.copy)
        if sqlite:
            return ""
        before, _, query = os.environ["BYHAND_DATABASE_URL"].partition("?")
        return f"{before.rpartition('/')[0]}/{self.copy}" + (f"?{query}" if query else "")

    def __exit__(self, *_: object) -> None:
        mean(self.template)
        drop_database(self.copy)
