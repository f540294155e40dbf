"""A house worth keeping, another machine to bring it to, and the command as a person calls it there."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from tests.cast import Studio, a_busy_week, studio


@dataclass(frozen=True)
class Machine:
    """Where a house lies, or is to lie."""

    folder: Path
    database_url: str

    def byhand(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "byhand.cli", *words],
            env=self.environment() | settings,
            capture_output=True,
            text=True,
        )

    def environment(self) -> dict[str, str]:
        own = {"BYHAND_DATA": str(self.folder), "BYHAND_DATABASE_URL": self.database_url}
        return {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "byhand.config.settings"}


@pytest.fixture
def here(fresh_house) -> Machine:
    return Machine(fresh_house.folder, fresh_house.database_url)


@pytest.fixture
def pottery(fresh_house) -> Studio:
    """The desk after a busy week, with a password of a mailbox to keep."""
    cast = studio()
    a_busy_week(cast)
    cast.inbox.keep_secrets({"password": "the glaze is cobalt"})
    return cast


@pytest.fixture
def elsewhere(here, tmp_path):
    """Another machine: no folder yet, and on PostgreSQL an empty database."""
    if connection.vendor == "sqlite":
        yield Machine(tmp_path / "elsewhere", "")
        return
    name = f"elsewhere_{secrets.token_hex(6)}"
    _on_the_side(f'CREATE DATABASE "{name}"')
    address, _, query = here.database_url.partition("?")
    yield Machine(
        tmp_path / "elsewhere", f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    )
    _on_the_side(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_the_side(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
