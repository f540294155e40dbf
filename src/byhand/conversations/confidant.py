"""A confidant: a colleague who is named on a private conversation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Confidant(models.Model):
    """Who was let in, when and by whom; nobody, when the machine entrusted it to the owners."""

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="confidants"
    )
    conversation_id: int
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    colleague_id: int
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "colleague"], name="confidant_once")]

    def __str__(self) -> str:
        return f"{self.colleague_id} in {self.conversation_id}"
