"""An import of records: a table that a colleague uploaded for a source, how far it was read, and what was not taken."""

from __future__ import annotations

from django.db import models

from byhand.gate.records.kinds import Kind
from byhand.gate.records.source import Source
from byhand.people.file_import import MappedImport, begun
from byhand.team.typed import objects_of
from byhand.team.user import User


class RecordImportQuerySet(models.QuerySet["RecordImport"]):
    def going(self) -> models.QuerySet[RecordImport]:
        return begun(self)


class RecordImport(MappedImport):
    """A table of one source."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="imports")
    source_id: int
    kind = models.CharField(
        max_length=12, choices=Kind, blank=True, help_text="What every line is; empty if a column says it."
    )

    objects = objects_of(RecordImportQuerySet)

    def begin(self, mapping: dict[int, str], *, kind: str, by: User) -> bool:
        """It is to be read, the columns meaning this; False if it was begun before."""
        return self.begin_as(mapping, by=by, kind=kind)


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
