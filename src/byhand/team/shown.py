"""Shown: what a colleague lets customers see of themselves. Nobody is shown who did not say so."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.typed import objects_of
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture as it was given: checked bytes, and what they are (`image/jpeg`, `image/png`, `image/webp`)."""

    type: str
    content: bytes
    digest: str


class ShownQuerySet(models.QuerySet["Shown"]):
    def say(self, colleague: User, *, is_shown: bool, what_for: str, speaks: str) -> Shown:
        """They let themselves be seen, or not; with what they do here, and what they speak."""
        row, _new = self.get_or_create(colleague=colleague)
        row.since = (row.since or timezone.now()) if is_shown else None
        row.what_for, row.speaks = what_for, speaks
        row.save(update_fields=["since", "what_for", "speaks"])
        return row

    def picture(self, colleague: User, portrait: Portrait | None) -> None:
        """Their face; None: letters again."""
        row, _new = self.get_or_create(colleague=colleague)
        row.face, row.face_type, row.face_digest = (
            (portrait.content, portrait.type, portrait.digest) if portrait else (b"", "", "")
        )
        row.save(update_fields=["face", "face_type", "face_digest"])

    def seen(self) -> ShownQuerySet:
        """Those at work who want to be seen, without the bytes of their faces."""
        here = self.filter(since__isnull=False, colleague__in=User.objects.answering())
        return here.select_related("colleague").defer("face").order_by("colleague__name", "pk")


class Shown(models.Model):
    """One colleague, as customers may see them. The face lies here, so that it goes with this row."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="shown"
    )
    colleague_id: int
    since = models.DateTimeField(null=True)
    what_for = models.CharField(max_length=200, blank=True)
    speaks = models.CharField(max_length=120, blank=True)
    face = models.BinaryField(default=b"", blank=True)
    face_type = models.CharField(max_length=20, blank=True)
    face_digest = models.CharField(max_length=32, blank=True)

    objects = objects_of(ShownQuerySet)

    class Meta:
        verbose_name_plural = "shown"

    def __str__(self) -> str:
        return f"{self.colleague_id}: {'shown' if self.since else 'not shown'}"
