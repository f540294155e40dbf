"""Blocking: a person whose mail goes to “not for us”, with the reason and who decided it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.user import User


class Blocking(models.Model):
    """When, by whom and why a person was blocked."""

    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    blocked_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def is_blocked(self) -> bool:
        return self.blocked_at is not None

    def block(self, *, because: str, by: User) -> None:
        """Their mail is kept, folded away and never answered by a notice."""
        self.blocked_at, self.blocked_by, self.blocked_because = timezone.now(), by, because.strip()[:300]
        self.save(update_fields=["blocked_at", "blocked_by", "blocked_because"])

    def unblock(self) -> None:
        self.blocked_at, self.blocked_by, self.blocked_because = None, None, ""
        self.save(update_fields=["blocked_at", "blocked_by", "blocked_because"])
