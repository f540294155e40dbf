"""A calendar feed: the secret address at which a colleague's calendar finds what they promised."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.typed import objects_of
from byhand.team.user import User


def new_secret() -> str:
    """Not guessable: 192 random bits."""
    return secrets.token_urlsafe(24)


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def renew(self, colleague: User) -> CalendarFeed:
        """A new address; the one before leads nowhere from now on."""
        fresh = {"secret": new_secret(), "made_at": timezone.now()}
        return self.update_or_create(colleague=colleague, defaults=fresh)[0]

    def stop(self, colleague: User) -> bool:
        return bool(self.filter(colleague=colleague).delete()[0])

    def of(self, colleague: User) -> CalendarFeed | None:
        return self.filter(colleague=colleague).first()

    def led_to_by(self, secret: str) -> CalendarFeed | None:
        """The feed of a colleague who works here, by its secret."""
        return self.filter(secret=secret, colleague__is_active=True).select_related("colleague").first()


class CalendarFeed(models.Model):
    """One colleague's, if they want one. Whoever knows the secret reads it, so it is theirs alone."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    secret = models.CharField(max_length=64, unique=True, default=new_secret)
    made_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(CalendarFeedQuerySet)

    def __str__(self) -> str:
        return f"{self.colleague}"
