"""An erasure: that one was asked for, by whom, and whether its last traces are gone. It names nobody."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.secrets import seal_up, unseal
from byhand.team.typed import objects_of


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def unfinished(self) -> ErasureQuerySet:
        return self.filter(finished_at__isnull=True).order_by("pk")


class Erasure(models.Model):
    """`left`: what is still to be looked for in files, sealed by the house's key until it was done."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    counts = models.JSONField(default=dict, help_text="How much went, by what it was.")
    files = models.JSONField(default=list, help_text="Digests of files that are to go.")
    left = models.BinaryField(default=b"", blank=True)
    files_gone_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = objects_of(ErasureQuerySet)

    def __str__(self) -> str:
        return f"erasure {self.pk}"

    def keep_marks(self, marks: list[str]) -> None:
        """By what they are found in archives that lie here."""
        self.left = seal_up("\n".join(marks))

    def marks(self) -> list[str]:
        return unseal(bytes(self.left)).split("\n") if self.left else []

    def files_are_gone(self) -> None:
        self.files, self.left, self.files_gone_at = [], b"", timezone.now()
        self.save(update_fields=["files", "left", "files_gone_at"])

    def finish(self) -> None:
        self.finished_at = timezone.now()
        self.save(update_fields=["finished_at"])
