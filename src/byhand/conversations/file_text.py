"""The text of a file, so that it can be searched for: read once for each content, however often it was sent."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class FileText(models.Model):
    """What a file says, or why that could not be read; a failure is noted and not tried again."""

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    trouble = models.TextField(blank=True, help_text="Why it could not be read, as a sentence.")
    read_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.sha256
