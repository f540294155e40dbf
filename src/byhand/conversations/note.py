"""A note: something said among colleagues; no customer ever sees it."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.conversations.conversation import Conversation
from byhand.conversations.mention import Mention
from byhand.conversations.told import ToldQuerySet
from byhand.team.typed import objects_of
from byhand.team.user import User


class NoteQuerySet(ToldQuerySet["Note"]):
    def write(self, conversation: Conversation, text: str, *, by: User) -> Note:
        """A colleague says something to the team; @names call others. Raises ValueError without words."""
        if not text.strip():
            raise ValueError("A note needs words.")
        with transaction.atomic():
            note = self.create(conversation=conversation, text=text.replace("\r\n", "\n").strip(), by=by)
            note.called_in_vain = Mention.objects.call(note, conversation, note.text, by=by)
            Mention.objects.read(conversation, by=by)  # who answers in a note has read what called them
        return note


class Note(models.Model):
    """Words for the team beside a conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    written_by = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who wrote it at another desk; then `by` is who brought it here.",
    )
    kept_as = models.CharField(  # noqa: DJ001 — unique where there is one
        max_length=250, null=True, unique=True, help_text="Its name at that desk."
    )

    called_in_vain: list[User]

    objects = objects_of(NoteQuerySet)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
