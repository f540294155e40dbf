"""Maildir and folders of .eml files: a file a message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from byhand.kit.stored import Stored

_SUBFOLDERS = ("cur", "new")


class Maildir:
    """A Maildir with its subfolders (Maildir++: `.Sent`, `.Archive.2020`). Positions are paths within it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files = sorted(_files(path), key=lambda file: _key(path, file))
        self.size = sum(file.stat().st_size for file in self.files)

    def messages(self, after: str | None = None) -> Iterator[Stored]:
        """Messages by folder and name, those behind a position if it is given."""
        return _messages(self.path, self.files, after)


class EmlFolder:
    """A folder of .eml files, and the folders within it; or one .eml file."""

    def __init__(self, path: Path) -> None:
        self.path = path if path.is_dir() else path.parent
        self.files = (
            sorted(_eml_files(path), key=lambda file: _key(self.path, file)) if path.is_dir() else [path]
        )
        self.size = sum(file.stat().st_size for file in self.files)

    def messages(self, after: str | None = None) -> Iterator[Stored]:
        """Messages by folder and name, those behind a position if it is given."""
        return _messages(self.path, self.files, after)


def looks_like_maildir(path: Path) -> bool:
    """Whether the folder has the two that every Maildir has."""
    return all((path / name).is_dir() for name in _SUBFOLDERS)


def _messages(root: Path, files: list[Path], after: str | None) -> Iterator[Stored]:
    done = 0
    for file in files:
        try:
            raw = file.read_bytes()
        except FileNotFoundError:
            continue  # a mail program moved it while we read
        done += len(raw)
        position = _key(root, file)
        if after is None or position > after:
            yield Stored(position, done, raw, _folder(root, file), _flags(file))


def _files(path: Path) -> Iterator[Path]:
    for folder in [path, *sorted(one for one in path.iterdir() if one.is_dir() and looks_like_maildir(one))]:
        for name in _SUBFOLDERS:
            yield from (file for file in (folder / name).iterdir() if file.is_file() and file.name[0] != ".")


def _eml_files(path: Path) -> Iterator[Path]:
    return (file for file in path.rglob("*") if file.suffix.lower() == ".eml" and file.is_file())


def _key(root: Path, file: Path) -> str:
    """The path without its flags and without cur or new: both change while a message stays the same."""
    parts = [part for part in file.relative_to(root).parts[:-1] if part not in _SUBFOLDERS]
    return "/".join([*parts, file.name.partition(":2,")[0]])


def _folder(root: Path, file: Path) -> str:
    parts = [part for part in file.relative_to(root).parts[:-1] if part not in _SUBFOLDERS]
    return "/".join(parts).lstrip(".")


def _flags(file: Path) -> frozenset[str]:
    return frozenset(file.name.partition(":2,")[2])
