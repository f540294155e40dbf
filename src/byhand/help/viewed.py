"""Viewed: how often each version was looked at on each day. Nothing tells who; machines that read are told apart."""

from __future__ import annotations

from datetime import date

from django.db import models

from byhand.help.version import Version


class Viewed(models.Model):
    """One version on one day of the house's own calendar."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="viewed")
    version_id: int
    day = models.DateField()
    people = models.PositiveIntegerField(default=0)
    machines = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "viewed"
        constraints = [models.UniqueConstraint(fields=["version", "day"], name="viewed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.version_id} on {self.day}"


class UnfoundQuerySet(models.QuerySet["Unfound"]):
    def since(self, day: date) -> UnfoundQuerySet:
        return self.filter(day__gte=day)


class Unfound(models.Model):
    """Words somebody looked for and found nothing; the words alone."""

    words = models.CharField(max_length=80)
    language = models.CharField(max_length=12)
    day = models.DateField(db_index=True)
    times = models.PositiveIntegerField(default=0)

    objects = UnfoundQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "unfound"
        constraints = [
            models.UniqueConstraint(fields=["words", "language", "day"], name="unfound_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words
