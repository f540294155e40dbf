"""An import of records: a table that a colleague uploaded for a source, how far it was read, and what was not taken."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.gate.records.kinds import Kind
from byhand.gate.records.source import Source
from byhand.people.card_import import folder
from byhand.team.typed import objects_of
from byhand.team.user import User


class RecordImportQuerySet(models.QuerySet["RecordImport"]):
    def going(self) -> RecordImportQuerySet:
        """Those somebody has begun and that have not ended, the first one first."""
        return self.filter(begun_at__isnull=False, ended_at__isnull=True).order_by("begun_at", "pk")


class RecordImport(models.Model):
    """Resumable: `reached` moves in the transaction that writes."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    source_id: int
    name = models.CharField(max_length=120, help_text="As the file was called.")
    file = models.CharField(max_length=160, help_text="Its name in the folder of imports.")
    mapping = models.JSONField(default=dict, help_text="What each column means: its number, then the field.")
    kind = models.CharField(
        max_length=12, choices=Kind, blank=True, help_text="What every line is; empty if a column says it."
    )
    reached = models.PositiveIntegerField(default=0, help_text="How many lines lie behind.")
    total = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    objects = objects_of(RecordImportQuerySet)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return folder() / self.file

    def columns(self) -> dict[int, str]:
        """What each column means, by its number."""
        return {int(n): str(field) for n, field in self.mapping.items()}

    def begin(self, mapping: dict[int, str], *, kind: str, by: User) -> bool:
        """It is to be read, the columns meaning this; False if it was begun before."""
        fresh = RecordImport.objects.filter(pk=self.pk, begun_at__isnull=True)
        told = {str(n): field for n, field in mapping.items()}
        return bool(fresh.update(mapping=told, kind=kind, begun_at=timezone.now(), asked_by=by))

    def advance(self, *, reached: int, new: int, known: int, left_out: int) -> bool:
        """Moves on, in the transaction that writes. False if another process has moved it: then nothing may stay."""
        mine = RecordImport.objects.filter(pk=self.pk, reached=self.reached, ended_at__isnull=True)
        f = models.F
        moved = mine.update(
            reached=reached, new=f("new") + new, known=f("known") + known, left_out=f("left_out") + left_out
        )
        self.reached = reached if moved else self.reached
        return bool(moved)

    def end(self, trouble: str = "") -> None:
        """Everything was read, or it cannot be; the file goes."""
        self.ended_at, self.trouble = timezone.now(), trouble
        self.save(update_fields=["ended_at", "trouble"])
        self.path.unlink(missing_ok=True)

    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(self.reached / self.total, 1.0) if self.total else 0.0


class LineLeftOut(models.Model):
    """A line that was not taken, and why, as a sentence; without what stood in it."""

    of = models.ForeignKey(RecordImport, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    key = models.CharField(max_length=120, blank=True, help_text="The source's own id of it.")
    because = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "lines left out"
        ordering = ["of", "line", "pk"]

    def __str__(self) -> str:
        return f"{self.line}: {self.because}"
