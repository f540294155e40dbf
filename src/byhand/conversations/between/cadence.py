"""A cadence: how often we want to be in touch with somebody, as a colleague set it. It beats what was usual."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.people.person import Person
from byhand.team.typed import objects_of
from byhand.team.user import User

# What a page offers, in days: a week, a fortnight, a month, two, a quarter, half a year, a year.
OFFERED = (7, 14, 30, 60, 91, 182, 365)


class CadenceQuerySet(models.QuerySet["Cadence"]):
    def standing(self) -> CadenceQuerySet:
        """Those that hold; of two people who were merged both may, and the newest counts."""
        return self.filter(ended_at__isnull=True).order_by("set_at", "pk")

    def of(self, people: Collection[int]) -> dict[int, tuple[int, datetime]]:
        """Days and since when, by person."""
        rows = self.standing().filter(person__in=people).values_list("person", "days", "set_at")
        return {person: (days, at) for person, days, at in rows}

    @transaction.atomic
    def set(self, person: Person, days: int | None, *, by: User) -> None:
        """From now on so often, or as it comes. Whoever tells the figures anew does so after this."""
        self.standing().filter(person=person).update(ended_at=timezone.now(), ended_by=by)
        if days is not None:
            self.create(person=person, days=days, by=by)


class Cadence(models.Model):
    """About how many days between two words, who said so and when, and who took it back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cadences")
    person_id: int
    days = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(CadenceQuerySet)

    class Meta:
        verbose_name_plural = "cadences"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__gte=1) & models.Q(days__lte=3650), name="cadence_is_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"every {self.days} days"
