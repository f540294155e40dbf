"""What a rule does with a letter's conversation: who has it, its tag, until when it is put off, is it for us."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.conversations.tag import Tag


class Doing(models.Model):
    """The actions of a rule; at least one."""

    class Give(models.TextChoices):
        NOBODY = "", _("leave it to all")
        COLLEAGUE = "colleague", _("give it to a colleague")
        TURN = "turn", _("give it in turn to those at the desk")
        KNOWS = "knows", _("give it to the colleague who knows them")

    give = models.CharField(max_length=10, choices=Give, blank=True, default=Give.NOBODY)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_id: int | None
    tag = models.ForeignKey(Tag, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tag_id: int | None
    later_at = models.TimeField(null=True, blank=True)
    later_on = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="0 is Monday; empty: any day."
    )
    not_for_us = models.BooleanField(default=False)
    looks_no_further = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(give="colleague", to__isnull=False) | (~Q(give="colleague") & Q(to__isnull=True)),
                name="%(class)s_names_a_colleague",
            )
        ]

    def later_than(self, now: datetime) -> datetime | None:
        """The next moment it puts things off to, by the clock of the desk; None if it puts nothing off."""
        if self.later_at is None:
            return None
        zone = timezone.get_default_timezone()
        today = timezone.localdate(now, zone)
        days = (
            range(8)
            if self.later_on is None
            else [(self.later_on - today.weekday()) % 7 + more for more in (0, 7)]
        )
        moments = (datetime.combine(today + timedelta(days=day), self.later_at, zone) for day in days)
        return next((one for one in moments if one > now), None)
