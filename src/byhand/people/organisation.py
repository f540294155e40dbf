"""Where people belong."""

from __future__ import annotations

from django.db import models


class Organisation(models.Model):
    """A firm, a school, a club."""

    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=255, blank=True, db_index=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
