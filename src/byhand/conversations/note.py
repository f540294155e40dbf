"""A note: something said among colleagues; no customer ever sees it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.conversations.conversation import Conversation


class Note(models.Model):
    """Words for the team beside a conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
