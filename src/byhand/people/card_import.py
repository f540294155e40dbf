"""An import of people: a table or vCards that a colleague uploaded, how far it was read, and what was not taken."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.typed import objects_of
from byhand.team.user import User


class CardImportQuerySet(models.QuerySet["CardImport"]):
    def going(self) -> CardImportQuerySet:
        """Those somebody has begun and that have not ended, the first one first."""
        return self.filter(begun_at__isnull=False, ended_at__isnull=True).order_by("begun_at", "pk")


class CardImport(models.Model):
    """Resumable: `reached` moves in the transaction that writes."""

    class Kind(models.TextChoices):
        TABLE = "table"
        VCARDS = "vcards"
        MONICA = "monica"

    name = models.CharField(max_length=120, help_text="As the file was called.")
    file = models.CharField(max_length=160, help_text="Its name in the folder of imports.")
    kind = models.CharField(max_length=6, choices=Kind)
    mapping = models.JSONField(default=dict, help_text="What each column means: its number, then the field.")
    reached = models.PositiveIntegerField(default=0, help_text="How many rows or cards lie behind.")
    total = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0, help_text="Rows of which nothing was taken.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by_id: int
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    objects = objects_of(CardImportQuerySet)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return folder() / self.file

    def columns(self) -> dict[int, str]:
        """What each column means, by its number."""
        return {int(n): str(field) for n, field in self.mapping.items()}

    def begin(self, mapping: dict[int, str], *, by: User) -> bool:
        """It is to be read, the columns meaning this; False if it was begun before."""
        fresh = CardImport.objects.filter(pk=self.pk, begun_at__isnull=True)
        told = {str(n): field for n, field in mapping.items()}
        return bool(fresh.update(mapping=told, begun_at=timezone.now(), asked_by=by))

    def advance(self, *, reached: int, new: int, known: int, left_out: int) -> None:
        """Moves on, in the transaction that writes. Raises ReadElsewhere if another process has moved it."""
        mine = CardImport.objects.filter(pk=self.pk, reached=self.reached, ended_at__isnull=True)
        f = models.F
        if not mine.update(
            reached=reached, new=f("new") + new, known=f("known") + known, left_out=f("left_out") + left_out
        ):
            raise ReadElsewhere
        self.reached = reached

    def end(self, trouble: str = "") -> None:
        """Everything was read, or it cannot be; the file goes: what it held is here, or in the account of it."""
        self.ended_at, self.trouble = timezone.now(), trouble
        self.save(update_fields=["ended_at", "trouble"])
        self.path.unlink(missing_ok=True)

    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(self.reached / self.total, 1.0) if self.total else 0.0


class LeftOut(models.Model):
    """A line, or a part of it, that was not taken, and why, as a sentence."""

    of = models.ForeignKey(CardImport, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    because = models.CharField(max_length=300)
    raw = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["of", "line", "pk"]

    def __str__(self) -> str:
        return f"{self.line}: {self.because}"


class ReadElsewhere(Exception):
    """Another process reads the same file; it goes on there."""


def folder() -> Path:
    """Where uploaded tables and cards wait until they are read; made on first use."""
    path = Path(settings.DATA_FOLDER) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
