"""An answer to one text to many: which copy of it began a conversation, so that its words can stand above the answer.

What a machine answered is noted, too; it opens nothing.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from byhand.gate.dispatch import Dispatch
from byhand.gate.many.copy import Copy
from byhand.team.typed import objects_of


class AnswerToManyQuerySet(models.QuerySet["AnswerToMany"]):
    def by_people(self) -> AnswerToManyQuerySet:
        return self.filter(is_automatic=False)

    def unanswered(self) -> AnswerToManyQuerySet:
        """Those in which somebody waits for a colleague's word."""
        return self.by_people().filter(conversation__place="waiting")


class AnswerToMany(models.Model):
    """A conversation that began as an answer to a copy; `dispatch` stands here so that counting asks one index."""

    conversation = models.OneToOneField(
        "conversations.Conversation", primary_key=True, on_delete=models.CASCADE, related_name="answers_many"
    )
    conversation_id: int
    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="answers")
    copy_id: int
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="+", db_index=False)
    is_automatic = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(AnswerToManyQuerySet)

    class Meta:
        verbose_name_plural = "answers to many"
        indexes = [models.Index(fields=["dispatch", "is_automatic", "at"], name="answer_to_many_counted")]

    def __str__(self) -> str:
        return f"{self.conversation_id} to copy {self.copy_id}"
