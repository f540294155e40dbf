"""Packing: the one file of a backup, a plain tar, written beside its place and renamed when it is whole."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from byhand.keeping.manifest import Tally


class CannotKeep(Exception):
    """The backup cannot be made; the text is a sentence for a person."""


class Packing:
    """A backup being written; `scratch` is a folder beside it for what must lie on disk for a moment."""

    def __init__(self, tar: tarfile.TarFile, scratch: Path) -> None:
        self.tally = Tally()
        self.scratch = scratch
        self._tar = tar

    def add_bytes(self, name: str, content: bytes) -> None:
        self._add(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> str:
        """Gives the SHA-256 of what was written. Raises FileNotFoundError when it is gone."""
        with path.open("rb") as file:
            return self._add(name, file, os.fstat(file.fileno()).st_size)

    def close_with(self, name: str, content: bytes) -> None:
        """The last entry, which the tally does not count."""
        self._tar.addfile(_entry(name, len(content)), io.BytesIO(content))

    def _add(self, name: str, source: IO[bytes], size: int) -> str:
        reading = _Digesting(source)
        self._tar.addfile(_entry(name, size), reading)
        digest = reading.digest.hexdigest()
        self.tally.add(name, size, digest)
        return digest


@contextmanager
def packing(target: Path) -> Generator[Packing]:
    """The power goes at any moment: under the final name there is a whole backup or nothing.

    Raises CannotKeep when the place is taken or cannot be written.
    """
    if target.exists():
        raise CannotKeep(f"{target} is there already. A backup never overwrites; name another file.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
            draft = Path(folder) / "backup.tar"
            with draft.open("xb") as file:
                with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                    yield Packing(tar, Path(folder))
                file.flush()
                os.fsync(file.fileno())
            draft.chmod(0o600)
            draft.rename(target)
        _sync_folder(target.parent)
    except OSError as problem:
        raise CannotKeep(f"{target} cannot be written: {problem.strerror or problem}.") from None


class _Digesting(io.RawIOBase):
    """Reads through and digests what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.digest = sha256()
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        block = self._source.read(size)
        self.digest.update(block)
        return block


def _entry(name: str, size: int) -> tarfile.TarInfo:
    """Nothing of this machine is told: no owner, no time."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
