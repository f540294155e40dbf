"""A tagging: that a conversation carries a tag, since when, and who gave it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.conversations.tag import Tag


class Tagging(models.Model):
    """Nobody gave it where a sorting rule did."""

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="taggings"
    )
    conversation_id: int
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="taggings")
    tag_id: int
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "tag"], name="tagging_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.conversation_id}"
