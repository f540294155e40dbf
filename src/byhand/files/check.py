"""A check: what the virus scanner says of a file, once for the same bytes wherever they lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils import timezone

from byhand.files import clamd, store
from byhand.kit.mime import attachment_content
from byhand.team.typed import objects_of

TRY_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where bytes lie: under their own digest, or as a part of the stored mail `raw`."""

    sha256: str
    raw: str = ""
    part: int | None = None

    def read(self) -> bytes:
        """The bytes. Raises store.Missing and IndexError."""
        if self.part is None:
            return store.read(self.sha256)
        return attachment_content(store.read(self.raw), self.part)


class CheckQuerySet(models.QuerySet["Check"]):
    def ask(self, places: Iterable[Place]) -> None:
        """They are to be checked; nothing happens in a house without a scanner."""
        if clamd.is_wanted():
            rows = (self.model(sha256=one.sha256, raw=one.raw, part=one.part) for one in places)
            self.bulk_create(rows, ignore_conflicts=True)

    def due(self) -> CheckQuerySet:
        return self.filter(checked_at__isnull=True, next_try_at__lte=timezone.now()).order_by("next_try_at")


class Check(models.Model):
    """Not yet checked without `checked_at`; infected with `found`, the name of what it holds."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    raw = models.CharField(max_length=64, blank=True, help_text="The mail it is a part of, by its digest.")
    part = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True)
    found = models.CharField(max_length=200, blank=True)
    trouble = models.TextField(blank=True)

    objects = objects_of(CheckQuerySet)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], name="check_waiting", condition=models.Q(checked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    def place(self) -> Place:
        return Place(self.sha256, self.raw, self.part)

    def look(self, content: bytes) -> None:
        """Asks the scanner and keeps what it says; no answer is kept as trouble, to be tried again."""
        try:
            self.found, self.trouble, self.checked_at = clamd.scan(content), "", timezone.now()
        except clamd.NoAnswer as no:
            self.put_off(str(no))
            return
        self.save(update_fields=["found", "trouble", "checked_at"])

    def put_off(self, trouble: str) -> None:
        """Twice as late each time, a quarter of a day at most."""
        waited = timezone.now() - self.asked_at
        self.trouble = trouble
        self.next_try_at = timezone.now() + min(max(waited, TRY_AGAIN), timedelta(hours=6))
        self.save(update_fields=["trouble", "next_try_at"])
