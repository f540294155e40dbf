"""Filling: a house that had messages before anything was counted between us is counted once, some people at a time."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.conversations.between.telling_anew import tell_anew
from byhand.people.person import Person

PER_RUN = 100


class BetweenFilling(models.Model):
    """How far it has come: people below that number are still to be counted. One row."""

    below = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="between_filling_is_one")]

    def __str__(self) -> str:
        return f"below {self.below}"


def fill_between_due() -> str:
    """The chore: counts what was said with the next people, the newest first. Says how many."""
    with transaction.atomic():
        filling = BetweenFilling.objects.select_for_update().filter(ended_at__isnull=True).first()
        if filling is None:
            return ""
        people = list(
            Person.objects.standing().filter(pk__lt=filling.below)
            .order_by("-pk").values_list("pk", flat=True)[:PER_RUN]
        )  # fmt: skip
        tell_anew(people)
        filling.below = people[-1] if people else 0
        filling.ended_at = None if people else timezone.now()
        filling.save(update_fields=["below", "ended_at"])
    said = ngettext("Looked at %(n)s person.", "Looked at %(n)s people.", len(people))
    return said % {"n": len(people)} if people else ""


def is_filled() -> bool:
    """Whether what stands there is all there is to tell."""
    return not BetweenFilling.objects.filter(ended_at__isnull=True).exists()
