"""A resemblance: two people who are perhaps the same, and what speaks for it. A colleague decides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from byhand.people.person import Person, PersonQuerySet
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LATER = timedelta(days=30)


class ResemblanceQuerySet(models.QuerySet["Resemblance"]):
    def to_ask(self) -> ResemblanceQuerySet:
        """Those nobody has decided, the likeliest first; put off ones when their time has come."""
        undecided = Q(decided_at__isnull=True) & (
            Q(later_until__isnull=True) | Q(later_until__lte=timezone.now())
        )
        both = Q(one__merged_into__isnull=True, other__merged_into__isnull=True)
        return self.filter(undecided & both).order_by("-of_hundred", "-weight", "pk")

    def undecided(self) -> ResemblanceQuerySet:
        return self.filter(decided_at__isnull=True)

    def of_batch(self) -> ResemblanceQuerySet:
        """Those that were found among very many."""
        return self.filter(from_batch=True)

    def touching(self, people: Collection[int]) -> ResemblanceQuerySet:
        return self.filter(Q(one__in=people) | Q(other__in=people))

    def among(self, people: PersonQuerySet) -> ResemblanceQuerySet:
        """Those of which both are among these people."""
        return self.filter(one__in=people.values("pk"), other__in=people.values("pk"))

    def different(self) -> ResemblanceQuerySet:
        return self.filter(decided_at__isnull=False, is_same=False)


class Resemblance(models.Model):
    """Two people, the one with the smaller id first, why they may be one, and what was decided."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    one_id: int
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other_id: int
    weight = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list, help_text="Pairs of what it is and the words it is about.")
    found_at = models.DateTimeField(default=timezone.now)
    later_until = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_same = models.BooleanField(default=False)
    of_hundred = models.PositiveSmallIntegerField(
        default=0,
        help_text="How many such pairs are one, as counted among very many; 0 if that was not counted.",
    )
    from_batch = models.BooleanField(default=False, help_text="Found among very many; no clue leads to it.")

    objects = objects_of(ResemblanceQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="resemblance_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="resemblance_in_order"),
        ]
        indexes = [
            models.Index(fields=["decided_at", "-of_hundred", "-weight", "id"], name="resemblance_asked")
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}"

    def are_different(self, *, by: User) -> None:
        """Two people: never asked again."""
        self._decide(is_same=False, by=by)

    def are_the_same(self, *, by: User) -> None:
        """One person; merging them is another verb, and may be undone, and then this is not asked again either."""
        self._decide(is_same=True, by=by)

    def ask_later(self) -> None:
        """Not today; asked again in a month."""
        self.later_until = timezone.now() + LATER
        this_row(self).update(later_until=self.later_until)

    def ask_again(self) -> None:
        """The decision is taken back."""
        this_row(self).update(decided_at=None, decided_by=None, is_same=False, later_until=None)

    def _decide(self, *, is_same: bool, by: User) -> None:
        self.decided_at, self.decided_by, self.is_same = timezone.now(), by, is_same
        self.save(update_fields=["decided_at", "decided_by", "is_same"])
