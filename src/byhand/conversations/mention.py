"""A mention: a note calls a colleague, who finds it until they have read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.conversations.conversation import Conversation
from byhand.conversations.mentioning import calls_in
from byhand.conversations.telling import Telling
from byhand.team.typed import objects_of
from byhand.team.user import User


class MentionQuerySet(models.QuerySet["Mention"]):
    def call(self, note: models.Model, conversation: Conversation, text: str, *, by: User) -> list[User]:
        """Notes whom the text calls, and gives those it calls in vain: they may not see the conversation."""
        called = {one.colleague for one in calls_in(text, User.objects.at_work())} - {by}
        seeing = {one for one in called if _sees(one, conversation)}
        self.bulk_create(
            [self.model(note=note, conversation=conversation, colleague=one) for one in seeing],
            ignore_conflicts=True,
        )
        Telling.objects.called(seeing, conversation)
        return [one for one in called if one not in seeing]

    def unread(self) -> MentionQuerySet:
        return self.filter(read_at__isnull=True)

    def read(self, conversation: Conversation, *, by: User) -> int:
        """They know now; gives how many mentions that settles."""
        mine = self.unread().filter(conversation=conversation, colleague=by)
        return mine.update(read_at=timezone.now())


class Mention(models.Model):
    """Whom a note calls, and when they read it."""

    note = models.ForeignKey("conversations.Note", on_delete=models.CASCADE, related_name="mentions")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="mentions")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions")
    read_at = models.DateTimeField(null=True)

    objects = objects_of(MentionQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "colleague"], name="mention_once_per_note"),
        ]
        indexes = [
            models.Index(
                fields=["colleague", "conversation"],
                name="mention_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colleague} in {self.note}"


def _sees(colleague: User, conversation: Conversation) -> bool:
    return Conversation.objects.visible_to(colleague).filter(pk=conversation.pk).exists()
