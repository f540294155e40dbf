"""What a backup says about itself. It stands last in the file, so a backup that was cut off has none."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

FORMAT = 1
NAME = "manifest.json"


class NotABackup(Exception):
    """The file cannot be restored; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`digest` is over every entry's name, size and SHA-256, in their order; `made_at` is ISO 8601 with zone.

    `damaged` names files whose bytes no longer were what their name says when they were copied.
    """

    format: int
    made_at: str
    version: str
    database: str
    migrations: tuple[tuple[str, str], ...]
    has_files: bool
    damaged: tuple[str, ...]
    entries: int
    digest: str

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True, indent=1).encode()

    @classmethod
    def from_json(cls, raw: bytes) -> Manifest:
        """Raises NotABackup."""
        try:
            told = json.loads(raw)
            told["migrations"] = tuple((str(app), str(name)) for app, name in told["migrations"])
            told["damaged"] = tuple(str(name) for name in told["damaged"])
            datetime.fromisoformat(told["made_at"])
            manifest = cls(**told)
        except (ValueError, KeyError, TypeError):
            raise NotABackup("It is no backup of Byhand: what it says about itself cannot be read.") from None
        if manifest.format != FORMAT:
            raise NotABackup(f"It was made by another Byhand ({manifest.version}). Restore it with that one.")
        return manifest


class Tally:
    """Counts entries and digests what is known of each."""

    def __init__(self) -> None:
        self.entries = 0
        self._digest = sha256()

    def add(self, name: str, size: int, digest: str) -> None:
        self.entries += 1
        self._digest.update(f"{name}\0{size}\0{digest}\n".encode())

    def digest(self) -> str:
        return self._digest.hexdigest()


def this_version() -> str:
    try:
        return version("byhand")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"
