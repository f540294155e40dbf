"""Pace: how many letters of broadcasts a mail account takes a minute, by a token bucket that every node draws from.

Without a row there is no bound. Personal letters do not draw from it and never wait for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.team.typed import objects_of

HOLDS = timedelta(seconds=10)  # what is not taken is kept so long: no burst is larger


class PaceQuerySet(models.QuerySet["Pace"]):
    def choose(self, inbox: Inbox, letters_a_minute: int | None) -> None:
        """From now on; None for no bound. Raises ValueError for less than one."""
        if letters_a_minute is None:
            self.filter(inbox=inbox).delete()
        elif letters_a_minute < 1:
            raise ValueError("At least one letter a minute.")
        else:
            self.update_or_create(inbox=inbox, defaults={"letters_a_minute": letters_a_minute})

    def take(self, inbox: int, most: int, now: datetime) -> int:
        """How many may go this moment, `most` at most: they are taken. In the transaction in which they go."""
        row = self.select_for_update().filter(inbox=inbox).first()
        if row is None or not most:
            return most
        level = row.level_at(now)
        taken = min(most, int(level))
        self.filter(pk=row.pk).update(level=level - taken, filled_at=now)
        return taken


class Pace(models.Model):
    """Of one inbox: the bound, and how full the bucket was when."""

    inbox = models.OneToOneField(Inbox, primary_key=True, on_delete=models.CASCADE, related_name="pace")
    letters_a_minute = models.PositiveIntegerField()
    level = models.FloatField(default=1.0)
    filled_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(PaceQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(letters_a_minute__gte=1), name="pace_is_some"),
        ]

    def __str__(self) -> str:
        return f"{self.letters_a_minute} a minute"

    def level_at(self, now: datetime) -> float:
        """What is in it by then, never more than it holds."""
        flowed = self.letters_a_minute * max((now - self.filled_at).total_seconds(), 0.0) / 60
        return min(self.level + flowed, max(1.0, self.letters_a_minute * HOLDS.total_seconds() / 60))
