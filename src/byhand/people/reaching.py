"""Reaching: how a person likes to be reached, as they told it or as a colleague has learnt; who noted it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.kit.clocks import LONGEST as LONGEST_ZONE
from byhand.team.typed import this_row
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.people.address import Address, AddressQuerySet

LONGEST_HOURS, LONGEST_WORD = 100, 200


class Reaching(models.Model):
    """When, and a word about it; which address they like best stands with the address."""

    reach_hours = models.CharField(max_length=LONGEST_HOURS, blank=True, help_text="Mornings before ten.")
    reach_word = models.CharField(
        max_length=LONGEST_WORD, blank=True, help_text="Rather a call than a letter."
    )
    reach_zone = models.CharField(
        max_length=LONGEST_ZONE, blank=True, help_text="By which clock they live: a time zone by its name."
    )
    reach_said_at = models.DateTimeField(null=True, blank=True)
    reach_said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    addresses: AddressQuerySet

    class Meta:
        abstract = True

    @transaction.atomic
    def is_best_reached(self, *, at: Address | None, hours: str, word: str, by: User, zone: str = "") -> None:
        """They like this address best, or none before the others; at these hours of that clock, with a word on it."""
        now = timezone.now()
        self.reach_hours, self.reach_word = _cleaned(hours)[:LONGEST_HOURS], _cleaned(word)[:LONGEST_WORD]
        self.reach_zone, self.reach_said_at, self.reach_said_by = zone, now, by
        told = ("reach_hours", "reach_word", "reach_zone", "reach_said_at", "reach_said_by")
        this_row(self).update(**{field: getattr(self, field) for field in told})
        liked = self.addresses.filter(liked_since__isnull=False)
        liked.exclude(pk=at.pk if at else None).update(liked_since=None, liked_by=None)
        if at:
            self.addresses.filter(pk=at.pk, liked_since__isnull=True).update(liked_since=now, liked_by=by)


def _cleaned(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
