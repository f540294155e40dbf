"""Unpacking: a backup read once, every byte digested, into a folder nobody uses yet. No Django here.

The file may come from anywhere: only ordinary files with plain names are taken, and only inside the folder.
"""

from __future__ import annotations

import os
import tarfile
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

from byhand.keeping.manifest import NAME, Manifest, NotABackup, Tally

BLOCK = 1024 * 1024
LARGEST_MANIFEST = 16 * 1024 * 1024
CUT_OFF = "It is cut off: its end is missing. Take another backup; nothing was restored."


def unpack(source: Path, folder: Path) -> Manifest:
    """Everything in the backup, laid out in `folder`. Raises NotABackup, OSError."""
    tally, manifest = Tally(), None
    try:
        with source.open("rb") as file, tarfile.open(fileobj=file, mode="r|") as tar:
            for entry in tar:
                if manifest is not None:
                    raise NotABackup("It was changed: something stands behind its end. Nothing was restored.")
                content = tar.extractfile(entry) if entry.isreg() else None
                if content is None:
                    raise NotABackup("It holds something that is no file. Nothing was restored.")
                if entry.name == NAME and entry.size <= LARGEST_MANIFEST:
                    manifest = Manifest.from_json(content.read())
                else:
                    digest = _write(content, folder / _safe(entry.name), entry.size)
                    tally.add(entry.name, entry.size, digest)
    except tarfile.ReadError as problem:
        raise NotABackup(_why(source, tally, problem)) from None
    if manifest is None:
        raise NotABackup(CUT_OFF)
    if (tally.entries, tally.digest()) != (manifest.entries, manifest.digest):
        raise NotABackup("It was changed or damaged after it was made. Nothing was restored.")
    return manifest


def _why(source: Path, tally: Tally, problem: tarfile.ReadError) -> str:
    nothing_read = tally.entries == 0 and source.stat().st_size
    return "It is no backup of Byhand." if nothing_read and "unexpected end" not in str(problem) else CUT_OFF


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name or not path.parts:
        raise NotABackup("It names a file outside the data folder. Nothing was restored.")
    return path


def _write(content: IO[bytes], path: Path, size: int) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := content.read(BLOCK):
            digest.update(block)
            file.write(block)
        if file.tell() != size:
            raise NotABackup(CUT_OFF)
    return digest.hexdigest()
