"""A folder of a mailbox and how far we have read it."""

from __future__ import annotations

from django.db import models

from byhand.channels.inbox import Inbox


class Folder(models.Model):
    """Our own cursor in one folder: UIDVALIDITY and last UID. Never UNSEEN, never “since yesterday”."""

    class Role(models.TextChoices):
        INCOMING = "incoming"
        SENT = "sent"
        JUNK = "junk"

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(max_length=255)
    role = models.CharField(max_length=12, choices=Role, default=Role.INCOMING)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    server_holds = models.PositiveIntegerField(default=0, help_text="Messages on the server at the last look.")
    held_before = models.PositiveIntegerField(
        default=0, help_text="Messages that were there and are not fetched, by the team's choice of a start date."
    )
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "name"], name="folder_once_per_inbox")]

    def __str__(self) -> str:
        return f"{self.inbox}: {self.name}"

    def advance(self, *, uid_validity: int, last_uid: int) -> None:
        """Everything up to that UID is stored here. Called in the transaction that stores it, or after."""
        Folder.objects.filter(pk=self.pk).update(uid_validity=uid_validity, last_uid=last_uid)
        self.uid_validity, self.last_uid = uid_validity, last_uid
