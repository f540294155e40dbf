"""What a source told and was not taken, and why; the newest of each source, so that a colleague sees what is wrong.

Neither names nor addresses stand here: the source knows its own id.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from byhand.gate.records.source import Source
from byhand.team.typed import objects_of

if TYPE_CHECKING:
    from byhand.gate.records.taking import Refused

KEPT = 200


class NotTakenQuerySet(models.QuerySet["NotTaken"]):
    def note(self, source: Source, refused: Iterable[Refused], *, way: str) -> None:
        """The newest two hundred stay. Needs a transaction."""
        rows = [
            self.model(source=source, way=way, key=one.key[:120], because=one.because[:300])
            for one in refused
        ]
        if not rows:
            return
        self.bulk_create(rows[-KEPT:])
        old = self.filter(source=source).order_by("-pk").values_list("pk", flat=True)[KEPT : KEPT + 1]
        if last := list(old):
            self.filter(source=source, pk__lte=last[0]).delete()


class NotTaken(models.Model):
    """One thing of theirs, under their own id, and why it is not here, as a sentence."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="not_taken")
    way = models.CharField(max_length=8)
    key = models.CharField(max_length=120, blank=True)
    because = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(NotTakenQuerySet)

    class Meta:
        verbose_name_plural = "not taken"
        indexes = [models.Index(fields=["source", "-id"], name="not_taken_newest")]

    def __str__(self) -> str:
        return f"{self.key}: {self.because}"
