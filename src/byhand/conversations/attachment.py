"""An attachment: a file that came with a message or went with it."""

from __future__ import annotations

from django.db import models

from byhand.conversations.conversation import Conversation
from byhand.conversations.knowing import among
from byhand.conversations.message import Message
from byhand.files.check import Place
from byhand.files.checking import hand_out
from byhand.team.typed import objects_of
from byhand.team.user import User


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User) -> AttachmentQuerySet:
        return self.filter(among(Conversation.objects.visible_to(user), "message__conversation"))


class Attachment(models.Model):
    """Name, type and size; its bytes lie in the raw message, or in the file store if we sent it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    message_id: int
    part = models.PositiveIntegerField(null=True, help_text="Which attachment of the raw message it is.")
    filename = models.TextField(blank=True)
    type = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    inline = models.BooleanField(default=False)
    content_id = models.TextField(blank=True)

    objects = objects_of(AttachmentQuerySet)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sha256"], name="attachment_sha256")]

    def __str__(self) -> str:
        return self.filename

    def place(self) -> Place:
        """Where its bytes lie."""
        arrival = self.message.arrival
        return Place(self.sha256) if self.part is None or arrival is None else Place(
            self.sha256, arrival.sha256, self.part
        )  # fmt: skip

    def content(self) -> bytes:
        """The bytes. Raises files.store.Missing, IndexError and files.checking.NotHandedOut."""
        return hand_out(self.place(), self.place().read())
