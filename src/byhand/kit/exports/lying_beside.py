"""Lying beside: the files of an export's folder that its conversations name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from byhand.kit.exports.matter import Enclosed

LARGEST_FILE = 50 << 20
LARGEST_TOGETHER = 80 << 20


class LyingBeside:
    """What lies in the folder, by path, by number and name, and by name where only one bears it."""

    def __init__(self, root: Path, files: Sequence[Path]) -> None:
        self._by_path = {str(one.relative_to(root)).lower(): one for one in files}
        self._by_id = {(one.parent.name.lower(), one.name.lower()): one for one in files}
        names = [one.name.lower() for one in files]
        self._by_name = {one.name.lower(): one for one in files if names.count(one.name.lower()) == 1} if len(
            names
        ) < 5_000 else {}  # fmt: skip

    def of(self, files: Sequence[Enclosed]) -> tuple[list[tuple[Enclosed, bytes]], list[Enclosed]]:
        """Those that are here, with their bytes, and those that are not or are too large."""
        here: list[tuple[Enclosed, bytes]] = []
        missing: list[Enclosed] = []
        room = LARGEST_TOGETHER
        for one in files:
            content = one.data if one.data is not None else self._read(one)
            if content is None or len(content) > room:
                missing.append(one)
            else:
                room -= len(content)
                here.append((one, content))
        return here, missing

    def _read(self, one: Enclosed) -> bytes | None:
        path = self._find(one)
        try:
            if path is None or path.is_symlink() or path.stat().st_size > LARGEST_FILE:
                return None
            return path.read_bytes()
        except OSError:
            return None

    def _find(self, one: Enclosed) -> Path | None:
        """Only what was found in the folder: a path in the entry leads nowhere else."""
        name = one.name.lower()
        return (
            self._by_path.get(one.path.lower().removeprefix("./"))
            or (self._by_id.get((one.id.lower(), name)) if one.id else None)
            or (self._by_name.get(f"{one.id.lower()}-{name}") if one.id else None)
            or self._by_name.get(name)
        )
