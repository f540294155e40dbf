"""Working: the hours in which a colleague is usually here; those of the house where they say nothing of their own."""

from __future__ import annotations

from django.db import models

from byhand.kit.hours import Hours, Stored
from byhand.team.typed import this_row


class Working(models.Model):
    """Hours by the own clock of whom they are. None: as the house; a house with None has said nothing."""

    hours = models.JSONField(
        null=True, blank=True, help_text="A span a weekday, Monday first; null: not here."
    )

    class Meta:
        abstract = True

    def own_hours(self) -> Hours | None:
        stored: Stored | None = self.hours
        return Hours.of(stored) if stored else None

    def work(self, hours: Stored | None) -> None:
        """From now on these are the hours."""
        self.hours = hours
        this_row(self).update(hours=hours)
