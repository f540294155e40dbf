"""The file store: content-addressed, written once, synced before anyone relies on it.

A folder today; the two verbs are all the rest of the house knows, so that another store can stand here.
"""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path

from django.conf import settings


class Missing(Exception):
    """The store has no such file; the text names its digest."""


def keep(content: bytes | memoryview) -> str:
    """Keeps the bytes durably and gives their SHA-256 as hex. Keeping twice is keeping once."""
    name = sha256(content).hexdigest()
    path = path_of(name)
    if not path.exists():
        _write(path, content)
    return name


def read(name: str) -> bytes:
    """The bytes of that digest. Raises Missing."""
    try:
        return path_of(name).read_bytes()
    except FileNotFoundError:
        raise Missing(name) from None


def path_of(name: str) -> Path:
    """Where the file of that digest lies, or would."""
    return Path(settings.FILES_FOLDER) / name[:2] / name[2:4] / name


def _write(path: Path, content: bytes | memoryview) -> None:
    _make_folder(path.parent)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """The name of a new file is durable only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
