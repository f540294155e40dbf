"""Importing an archive: an mbox, a Maildir or .eml files, through the same intake as living mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.kit.exports.shapes import NAMES

if TYPE_CHECKING:
    from byhand.channels.told_elsewhere import ToldElsewhere


class ArchiveImport(models.Model):
    """How far one archive has been read. Resumable: `reached` moves in the transaction that stores."""

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="imports")
    inbox_id: int
    path = models.TextField()
    reached = models.TextField(
        blank=True, help_text="Where the last message taken stands, as the archive names it."
    )
    position = models.BigIntegerField(default=0, help_text="How many bytes lie behind.")
    total = models.BigIntegerField(default=0, help_text="How many there are, about.")
    stored = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    left_out: models.QuerySet[NotTaken]
    told: models.QuerySet[ToldElsewhere]

    def __str__(self) -> str:
        return self.path

    def called(self) -> str:
        """As people know it: by its own inbox, or by its file where its letters joined another."""
        file = re.sub(r"^[0-9a-f]{8}-", "", self.path.rstrip("/").rpartition("/")[2])
        called = NAMES.get(file.lower(), file)
        return self.inbox.name if self.inbox.kind == "archive" else f"{self.inbox.name}: {called}"

    @property
    def has_ended(self) -> bool:
        return self.ended_at is not None

    def advance(self, *, reached: str, position: int, stored: int) -> None:
        """Moves on, in the transaction that stores. Raises ReadElsewhere if another has moved it meanwhile."""
        mine = ArchiveImport.objects.filter(pk=self.pk, reached=self.reached, ended_at=None)
        if not mine.update(reached=reached, position=position, stored=models.F("stored") + stored):
            raise ReadElsewhere
        self.reached, self.position, self.stored = reached, position, self.stored + stored

    def end(self, trouble: str = "") -> None:
        """Everything was read, or it cannot be; then the text says why."""
        self.ended_at, self.trouble = timezone.now(), trouble
        self.save(update_fields=["ended_at", "trouble"])

    def begin_again(self) -> None:
        """Read once more from the beginning; what is here already stays one."""
        self.reached, self.position, self.ended_at, self.trouble = "", 0, None, ""
        self.save(update_fields=["reached", "position", "ended_at", "trouble"])
        NotTaken.objects.filter(of=self).delete()

    def tell_left_out(self, place: str, troubles: Iterable[str]) -> None:
        """Adds to the account of what could not be taken, in the transaction that stores."""
        NotTaken.objects.bulk_create(
            NotTaken(of=self, place=place[:200], because=one[:300]) for one in troubles
        )

    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(self.position / self.total, 1.0) if self.total else 0.0


class NotTaken(models.Model):
    """What of an export could not be taken, where it stands, and why, as a sentence."""

    of = models.ForeignKey(ArchiveImport, on_delete=models.CASCADE, related_name="left_out")
    place = models.CharField(max_length=200)
    because = models.CharField(max_length=300)

    class Meta:
        ordering = ["of", "pk"]
        verbose_name_plural = "not taken"

    def __str__(self) -> str:
        return f"{self.place}: {self.because}"


class ReadElsewhere(Exception):
    """Another process reads the same archive; it goes on there."""
