"""A copy before an upgrade: what the migrations change, kept in the house's own folder, the newest few."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from byhand.keeping.backing_up import BackedUp, back_up_without_files

FOLDER = "backups"
NAME = "before-upgrade-"
KEPT = 3


def keep_before_upgrade() -> BackedUp:
    """Copies database, keys and anchors; older copies than the newest three go. Raises CannotKeep."""
    folder = Path(settings.DATA_FOLDER) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    made = back_up_without_files(folder / f"{NAME}{timezone.now():%Y%m%d-%H%M%S-%f}.tar")
    for path in sorted(folder.glob(f"{NAME}*.tar"))[:-KEPT]:
        path.unlink()
    return made
