"""An import of people: a table or vCards that a colleague uploaded, how far it was read, and what was not taken."""

from __future__ import annotations

from django.db import models

from byhand.people.file_import import MappedImport, begun
from byhand.team.typed import objects_of
from byhand.team.user import User


class CardImportQuerySet(models.QuerySet["CardImport"]):
    def going(self) -> models.QuerySet[CardImport]:
        return begun(self)


class CardImport(MappedImport):
    """A table, vCards, or the export of Monica."""

    class Kind(models.TextChoices):
        TABLE = "table"
        VCARDS = "vcards"
        MONICA = "monica"

    kind = models.CharField(max_length=6, choices=Kind)

    objects = objects_of(CardImportQuerySet)

    def begin(self, mapping: dict[int, str], *, by: User) -> bool:
        """It is to be read, the columns meaning this; False if it was begun before."""
        return self.begin_as(mapping, by=by)


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
