"""A folder of a mailbox and how far we have read it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

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
    server_holds = models.PositiveIntegerField(
        default=0, help_text="Messages on the server at the last look."
    )
    held_before = models.PositiveIntegerField(
        default=0,
        help_text="Messages that were there and are not fetched, by the team's choice of a start date.",
    )
    waiting = models.PositiveIntegerField(
        default=0, help_text="Beyond the cursor at the last look: not fetched yet."
    )
    missing = models.PositiveIntegerField(
        default=0, help_text="Behind the cursor and not here when last compared."
    )
    began_at_uid = models.BigIntegerField(
        default=0,
        help_text="The server's next UID when this UIDVALIDITY was first seen: below it, mail is not new.",
    )
    looked_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True, help_text="When every UID was last compared.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "name"], name="folder_once_per_inbox")]

    def __str__(self) -> str:
        return f"{self.inbox}: {self.name}"

    def begin(self, *, uid_validity: int, began_at_uid: int, held_before: int) -> None:
        """A folder never read, or one whose UIDs no longer mean what they meant: everything is looked at again."""
        self._move(
            uid_validity=uid_validity,
            last_uid=0,
            began_at_uid=began_at_uid,
            held_before=held_before,
            compared_at=None,
        )

    def advance(self, *, uid_validity: int, last_uid: int) -> None:
        """Everything up to that UID is stored here. Called in the transaction that stores it, or after.

        Never backwards: of two that look at once, the one who is further counts.
        """
        behind = Folder.objects.filter(pk=self.pk, uid_validity=uid_validity, last_uid__lt=last_uid)
        if behind.update(last_uid=last_uid):
            self.last_uid = last_uid

    def looked(self, *, server_holds: int, waiting: int) -> None:
        """What the server says it holds, and how much of that is still to be fetched."""
        self._move(server_holds=server_holds, waiting=waiting, looked_at=timezone.now())

    def compared(self, *, missing: int, held_before: int) -> None:
        """Every UID of the server was compared with what is here."""
        self._move(missing=missing, held_before=held_before, compared_at=timezone.now())

    def _move(self, **changed: object) -> None:
        for name, value in changed.items():
            setattr(self, name, value)
        self.save(update_fields=list(changed))
