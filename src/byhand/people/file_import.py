"""An import of a file: what every one of them keeps, whoever takes its rows (people, records, lists).

Where the file lies, how many of its rows lie behind, and how it ended. `file_importing.py` reads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.typed import this_row
from byhand.team.user import User

One = TypeVar("One", bound="FileImport")


class ReadElsewhere(Exception):
    """Another process reads the same file; it goes on there."""


class FileImport(models.Model):
    """Resumable: `reached` moves in the transaction that writes."""

    name = models.CharField(max_length=120, help_text="As the file was called.")
    file = models.CharField(max_length=160, help_text="Its name in the folder of imports.")
    reached = models.PositiveIntegerField(default=0, help_text="How many rows lie behind.")
    total = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0, help_text="Rows of which nothing was taken.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by_id: int
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return folder() / self.file

    def advance(self, *, reached: int, **more: int) -> None:
        """Moves on, in the transaction that writes; `more` is counted up. Raises ReadElsewhere if another moved it."""
        mine = this_row(self).filter(reached=self.reached, ended_at__isnull=True)
        counted: dict[str, Any] = {name: models.F(name) + count for name, count in more.items()}
        if not mine.update(reached=reached, **counted):
            raise ReadElsewhere
        self.reached = reached

    def end(self, trouble: str = "") -> None:
        """Everything was read, or it cannot be; the file goes: what it held is here, or in the account of it."""
        self.ended_at, self.trouble = timezone.now(), trouble
        self.save(update_fields=["ended_at", "trouble"])
        self.path.unlink(missing_ok=True)

    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(self.reached / self.total, 1.0) if self.total else float(self.ended_at is not None)


class MappedImport(FileImport):
    """One that waits until somebody has said what its columns mean."""

    mapping = models.JSONField(default=dict, help_text="What each column means: its number, then the field.")
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)

    class Meta(FileImport.Meta):
        abstract = True

    def columns(self) -> dict[int, str]:
        """What each column means, by its number."""
        return {int(n): str(field) for n, field in self.mapping.items()}

    def begin_as(self, mapping: dict[int, str], *, by: User, **told: str) -> bool:
        """It is to be read, the columns meaning this; False if it was begun before."""
        columns = {str(n): field for n, field in mapping.items()}
        fresh = this_row(self).filter(begun_at__isnull=True)
        return bool(fresh.update(mapping=columns, begun_at=timezone.now(), asked_by=by, **told))


def begun(rows: models.QuerySet[One]) -> models.QuerySet[One]:
    """Those somebody has begun and that have not ended, the first one first."""
    return rows.filter(begun_at__isnull=False, ended_at__isnull=True).order_by("begun_at", "pk")


def folder() -> Path:
    """Where uploaded files wait until they are read; made on first use."""
    path = Path(settings.DATA_FOLDER) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
