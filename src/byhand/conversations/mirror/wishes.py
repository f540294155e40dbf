"""What a colleague does not want the mirror to look for."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models

from byhand.conversations.mirror.kinds import NAMES
from byhand.team.typed import objects_of
from byhand.team.user import User


class MirrorWishesQuerySet(models.QuerySet["MirrorWishes"]):
    def off_for(self, colleague: User) -> frozenset[str]:
        """The kinds they switched off. One query."""
        return frozenset(self.filter(colleague=colleague).values_list("off", flat=True).first() or ())

    def choose(self, colleague: User, *, on: Collection[str]) -> None:
        """These kinds are to look, the others not."""
        off = [name for name in NAMES if name not in on]
        self.update_or_create(colleague=colleague, defaults={"off": off})


class MirrorWishes(models.Model):
    """One colleague's; whoever says nothing has every kind on."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="mirror_wishes"
    )
    colleague_id: int
    off = models.JSONField(default=list, blank=True)

    objects = objects_of(MirrorWishesQuerySet)

    class Meta:
        verbose_name_plural = "mirror wishes"

    def __str__(self) -> str:
        return f"{self.colleague_id}: {self.off}"
