"""Whether a colleague wants promises to be proposed to them. Whoever says nothing does."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from byhand.team.typed import objects_of
from byhand.team.user import User


class PromiseWishesQuerySet(models.QuerySet["PromiseWishes"]):
    def of(self, colleague: User) -> PromiseWishes:
        """Theirs; what holds for everyone, unsaved, if they have said nothing."""
        return self.filter(colleague=colleague).first() or self.model(colleague=colleague)

    def choose(self, colleague: User, *, when_i_write: bool, when_they_write: bool) -> PromiseWishes:
        said = {"when_i_write": when_i_write, "when_they_write": when_they_write}
        return self.update_or_create(colleague=colleague, defaults=said)[0]


class PromiseWishes(models.Model):
    """One colleague's: for what we write, and for what comes in."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="promise_wishes"
    )
    colleague_id: int
    when_i_write = models.BooleanField(default=True)
    when_they_write = models.BooleanField(default=True)

    objects = objects_of(PromiseWishesQuerySet)

    class Meta:
        verbose_name_plural = "promise wishes"

    def __str__(self) -> str:
        return f"{self.colleague_id}"
