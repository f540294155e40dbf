"""The mark of a house that came out of a backup: until its first start nobody knows what the old one has sent since."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

NAME = "restored-from"


def note(made_at: str) -> None:
    """The house is as it was at that moment (ISO 8601)."""
    (Path(settings.DATA_FOLDER) / NAME).write_text(made_at + "\n", encoding="ascii")


def restored_from() -> datetime | None:
    """The moment the backup was made, until `settled` is said."""
    try:
        return datetime.fromisoformat((Path(settings.DATA_FOLDER) / NAME).read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None


def settled() -> None:
    (Path(settings.DATA_FOLDER) / NAME).unlink(missing_ok=True)
