"""Told elsewhere: what another desk says of a conversation beside its letters, or of people, until it is taken over.

Where it stood, its tags, who had it, what was noted. Once taken over, the row holds no word of it: only that it was.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from byhand.channels.archive import ArchiveImport
from byhand.channels.arrival import Arrival
from byhand.team.typed import objects_of


class ToldElsewhereQuerySet(models.QuerySet["ToldElsewhere"]):
    def ripe(self) -> ToldElsewhereQuerySet:
        """Those whose letters were all read, or could not be."""
        unread = Arrival.objects.filter(thread=OuterRef("thread"), state=Arrival.State.UNREAD)
        return self.filter(taken_over_at__isnull=True).exclude(Exists(unread)).order_by("pk")


class ToldElsewhere(models.Model):
    """One conversation, by its name there, or some people (`thread` is empty)."""

    of = models.ForeignKey(ArchiveImport, on_delete=models.CASCADE, related_name="told")
    of_id: int
    thread = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200)
    said = models.JSONField(default=dict)
    told_at = models.DateTimeField(default=timezone.now)
    taken_over_at = models.DateTimeField(null=True)

    objects = objects_of(ToldElsewhereQuerySet)

    class Meta:
        verbose_name_plural = "told elsewhere"
        constraints = [
            models.UniqueConstraint(
                fields=["of", "thread"], condition=~models.Q(thread=""), name="told_elsewhere_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], name="told_not_taken_over", condition=models.Q(taken_over_at__isnull=True)
            ),
            models.Index(fields=["thread"], name="told_thread", condition=~models.Q(thread="")),
        ]

    def __str__(self) -> str:
        return self.place
