"""What `byhand restore` does once Django stands on the unpacked folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection

from byhand.gate.verifying import verify_journal
from byhand.keeping.manifest import Manifest, NotABackup
from byhand.keeping.restoring import take_in


def take_in_and_look(manifest: Manifest, *, files: Path | None) -> str:
    """Takes it in and reads its journal; gives what to say of the folder. Raises NotABackup, OSError."""
    try:
        take_in(manifest, files=files)
        looked = _look()
    except DatabaseError as problem:
        raise NotABackup(f"The database cannot be used: {str(problem).strip().splitlines()[0]}") from None
    finally:
        connection.close()
    moment = datetime.fromisoformat(manifest.made_at)
    return f"is the house as it was on {moment:%Y-%m-%d} at {moment:%H:%M} UTC. {looked}"


def _look() -> str:
    try:
        return verify_journal().sentence
    except DatabaseError:  # a table or column that a later version added is not there yet
        return "Its first start brings the database up to date."
