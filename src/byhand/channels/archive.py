"""Importing an archive: an mbox, a Maildir or .eml files, through the same intake as living mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.channels.inbox import Inbox


class ArchiveImport(models.Model):
    """How far one archive has been read. Resumable: `position` moves in the transaction that stores."""

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="imports")
    path = models.TextField()
    position = models.BigIntegerField(default=0, help_text="Byte offset, or number of files, already stored.")
    total = models.BigIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.path

    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(self.position / self.total, 1.0) if self.total else 0.0
