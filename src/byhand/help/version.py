"""A version: the words of an article in one language as somebody saved them. None is ever changed or taken away."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.kit.markdown import PICTURES, to_html


class Version(models.Model):
    """Title and Markdown, numbered from 1 within its edition; `plain` is what a search looks through."""

    edition = models.ForeignKey("help.Edition", on_delete=models.CASCADE, related_name="versions")
    edition_id: int
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    words = models.TextField()
    plain = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_by_id: int

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def html(self, pictures_at: str = PICTURES) -> str:
        """Safe to show to anyone."""
        return to_html(self.words, pictures_at)


class Release(models.Model):
    """That a colleague at the desk put a version on the pages, and how long it stood there."""

    edition = models.ForeignKey("help.Edition", on_delete=models.CASCADE, related_name="releases")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="releases")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sign_in = models.CharField(
        max_length=64, blank=True, help_text="Digest of the sign-in; empty in the demo alone."
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(ended_at__isnull=True), name="release_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} since {self.at:%Y-%m-%d}"  # type: ignore[attr-defined]
