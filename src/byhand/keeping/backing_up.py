"""Backing up: everything a house needs to stand elsewhere, in one file, made while it lives.

The order makes it whole. The anchors are read first: one written later could name entries the copied journal
does not have yet. Then the database, as it is at one moment. Then the files: each is on disk before a row names
it and none ever changes, so every file that the copied rows name is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from byhand.keeping import last_backup
from byhand.keeping.database_copy import copy_database
from byhand.keeping.manifest import FORMAT, NAME, Manifest, this_version
from byhand.keeping.packing import Packing, packing

# What the house keeps beside its database. Whatever else lies in the folder is not ours.
FOLDERS = ("archives", "practice-outbox")


@dataclass(frozen=True, slots=True)
class BackedUp:
    """Where the backup lies, its size in bytes, and what it says about itself."""

    path: Path
    size: int
    manifest: Manifest


def back_up(target: Path) -> BackedUp:
    """Everything, into one file. Raises CannotKeep; then there is no file."""
    with packing(target) as box:
        _pack_house(box)
        damaged = _pack_stored_files(box)
        for folder in FOLDERS:
            _pack_folder(box, Path(settings.DATA_FOLDER) / folder, folder)
        manifest = _close(box, has_files=True, damaged=damaged)
    last_backup.note(target)
    return BackedUp(target, target.stat().st_size, manifest)


def back_up_without_files(target: Path) -> BackedUp:
    """Database, keys and anchors: what an upgrade changes. The files stay where they are. Raises CannotKeep."""
    with packing(target) as box:
        _pack_house(box)
        manifest = _close(box, has_files=False, damaged=())
    return BackedUp(target, target.stat().st_size, manifest)


def _pack_house(box: Packing) -> None:
    anchors = Path(settings.ANCHORS_FILE)
    if anchors.exists():
        box.add_bytes(anchors.name, anchors.read_bytes())
    _pack_folder(box, Path(settings.KEYS_FOLDER), "keys")
    copy = copy_database(box.scratch)
    box.add_file(copy.name, copy)
    copy.unlink()


def _pack_stored_files(box: Packing) -> tuple[str, ...]:
    """Every stored file; gives the names of those whose bytes are not what their name says."""
    folder = Path(settings.FILES_FOLDER)
    found = (
        (path.name, box.add_file(_name_of(path, folder, "files"), path)) for path in _files_below(folder)
    )
    return tuple(name for name, digest in found if name != digest)


def _pack_folder(box: Packing, folder: Path, name: str) -> None:
    for path in _files_below(folder):
        # An archive that was read to its end is taken away.
        with suppress(FileNotFoundError):
            box.add_file(_name_of(path, folder, name), path)


def _name_of(path: Path, folder: Path, name: str) -> str:
    return f"{name}/{path.relative_to(folder).as_posix()}"


def _files_below(folder: Path) -> Iterator[Path]:
    """Drafts of files being written begin with a dot; they are nobody's yet."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        entries = sorted(
            (entry for entry in found if not entry.name.startswith(".")), key=lambda one: one.name
        )
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _close(box: Packing, *, has_files: bool, damaged: tuple[str, ...]) -> Manifest:
    manifest = Manifest(
        format=FORMAT, made_at=timezone.now().isoformat(), version=this_version(), database=connection.vendor,
        migrations=tuple(sorted(MigrationRecorder(connection).applied_migrations())),
        has_files=has_files, damaged=damaged, entries=box.tally.entries, digest=box.tally.digest(),
    )  # fmt: skip
    box.close_with(NAME, manifest.to_json())
    return manifest
