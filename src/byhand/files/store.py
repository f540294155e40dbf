"""The file store: content-addressed, written once, synced before anyone relies on it.

A folder today; the verbs are all the rest of the house knows, so that another store can stand here.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

# A disk writes its journal once for several syncs that wait side by side: four times as many files a second.
SYNCED_AT_ONCE = 8


class Missing(Exception):
    """The store has no such file; the text names its digest."""


def keep(content: bytes | memoryview) -> str:
    """Keeps the bytes durably and gives their SHA-256 as hex. Keeping twice is keeping once."""
    return keep_many([content])[0]


def keep_many(contents: Sequence[bytes | memoryview]) -> list[str]:
    """Keeps each durably and gives their digests in the same order, with the syncs side by side."""
    names = [digest_of(content) for content in contents]
    new = {name: content for name, content in zip(names, contents, strict=True) if not _touch(name)}
    folders = {path_of(name).parent for name in new}
    for folder in folders:
        _make_folder(folder)
    if len(new) == 1:
        _write(*new.popitem())
        _sync_folder(folders.pop())
    elif new:
        with ThreadPoolExecutor(SYNCED_AT_ONCE) as pool:
            list(pool.map(_write, new.keys(), new.values()))
            list(pool.map(_sync_folder, folders))
    return names


def digest_of(content: bytes | memoryview) -> str:
    return sha256(content).hexdigest()


def discard(name: str, *, unless_touched_since: datetime) -> bool:
    """Lets go of a file that nothing refers to; False if it is not there, or was kept again since that moment.

    Whoever keeps the same bytes at this moment touched them before they were set aside, which is seen here, or finds
    them gone and writes them.
    """
    path, aside = path_of(name), path_of(name).with_name(f".{secrets.token_hex(8)}")
    since = unless_touched_since.timestamp()
    try:
        if path.stat().st_mtime >= since:
            return False
        path.rename(aside)
    except FileNotFoundError:
        return False
    if aside.stat().st_mtime >= since:  # touched between the two lines above
        aside.rename(path)
        return False
    aside.unlink()
    return True


def read(name: str) -> bytes:
    """The bytes of that digest. Raises Missing."""
    try:
        return path_of(name).read_bytes()
    except FileNotFoundError:
        raise Missing(name) from None


def path_of(name: str) -> Path:
    """Where the file of that digest lies, or would."""
    return Path(settings.FILES_FOLDER) / name[:2] / name


def _touch(name: str) -> bool:
    """Whether the file is there; it is marked as wanted again, so that no sweep takes it away."""
    try:
        os.utime(path_of(name))
    except FileNotFoundError:
        return False
    return True


def _write(name: str, content: bytes | memoryview) -> None:
    path = path_of(name)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


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
