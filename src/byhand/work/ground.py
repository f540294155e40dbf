"""The ground the desk stands on, for the page “The machine”: version, database, folders, disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import connection


@dataclass(frozen=True, slots=True)
class Ground:
    """Sizes in bytes."""

    version: str
    database: str
    database_size: int
    data_folder: str
    files_folder: str
    free: int


def ground() -> Ground:
    """Read anew at each call; walks no folder, so it is cheap."""
    name, size = _database()
    data = Path(settings.DATA_FOLDER)
    return Ground(
        version=_version(), database=name, database_size=size, data_folder=str(data),
        files_folder=str(settings.FILES_FOLDER), free=shutil.disk_usage(data).free,
    )  # fmt: skip


def _database() -> tuple[str, int]:
    """Its kind with version, and its size."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
            number, size = cursor.fetchone()
            return f"PostgreSQL {number.split()[0]}", int(size)
        cursor.execute(
            "SELECT sqlite_version(), page_count * page_size FROM pragma_page_count, pragma_page_size"
        )
        number, size = cursor.fetchone()
        return f"SQLite {number}", int(size)


def _version() -> str:
    try:
        return version("byhand")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
