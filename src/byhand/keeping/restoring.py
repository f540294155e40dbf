"""Restoring: what was unpacked becomes a house. Django's data folder is the unpacked one while this runs."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from byhand.keeping import restored
from byhand.keeping.database_copy import POSTGRESQL_NAME, is_empty, load_dump
from byhand.keeping.manifest import Manifest, NotABackup

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def take_in(manifest: Manifest, *, files: Path | None) -> None:
    """Fills the database where it is not a file of the folder, and finds the files. Raises NotABackup, OSError."""
    _check_database(manifest)
    _check_migrations(manifest)
    if not manifest.has_files:
        _link_files(files)
    restored.note(manifest.made_at)
    if connection.vendor == "postgresql":
        dump = Path(settings.DATA_FOLDER) / POSTGRESQL_NAME
        load_dump(dump)
        dump.unlink()


def _check_database(manifest: Manifest) -> None:
    here, there = NAMES[connection.vendor], NAMES.get(manifest.database, manifest.database)
    if connection.vendor != manifest.database:
        raise NotABackup(
            f"It is of a house on {there}, and BYHAND_DATABASE_URL says {here}. Nothing was restored."
        )
    if connection.vendor == "postgresql" and not is_empty():
        raise NotABackup("The PostgreSQL database is not empty. Name an empty one; nothing was restored.")


def _check_migrations(manifest: Manifest) -> None:
    unknown = set(manifest.migrations) - set(MigrationLoader(None).disk_migrations)
    if unknown:
        app, name = sorted(unknown)[0]
        raise NotABackup(
            f"It was made by a newer Byhand ({manifest.version}; this one does not know {app}.{name}). "
            "Restore it with that one or a later one. Nothing was restored."
        )


def _link_files(files: Path | None) -> None:
    """Stored files never change, so the same bytes may have two names; copied where a link cannot reach."""
    if files is None or not files.is_dir():
        raise NotABackup(
            "It is a copy from before an upgrade, without files. Name their folder: --files DIR."
        )
    for path in files.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            target = Path(settings.FILES_FOLDER) / path.relative_to(files)
            target.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                _link(path, target)


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:
        target.write_bytes(path.read_bytes())
