"""Attempts to sign in, counted by all processes of a house together: the table that Django's cache writes."""

from __future__ import annotations

from django.db import models


class Attempts(models.Model):
    """What `django.core.cache.backends.db` asks of a table. Nobody else reads or writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "team_attempts"
