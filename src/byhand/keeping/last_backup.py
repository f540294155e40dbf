"""When the last backup was made, as the house remembers it: one small file in the data folder."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

NAME = "last-backup.json"


def note(target: Path) -> None:
    """A backup was made, whole, at that place."""
    path = Path(settings.DATA_FOLDER) / NAME
    draft = path.with_name(f".{NAME}")
    draft.write_text(json.dumps({"at": timezone.now().isoformat(), "file": str(target)}), encoding="utf-8")
    draft.rename(path)


def last_backup_at() -> datetime | None:
    """None when none was made, or nobody can read when."""
    try:
        told = json.loads((Path(settings.DATA_FOLDER) / NAME).read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
