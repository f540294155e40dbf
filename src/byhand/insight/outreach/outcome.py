"""Outcomes: what came of each letter to many, counted anew every few minutes while anything may still come of it.

So the page over all of them asks a row a letter, however many people had it.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.gate.dispatch import Dispatch
from byhand.gate.many.terms import Terms
from byhand.insight.outreach.counting import Counts, count
from byhand.team.typed import objects_of

OPEN_FOR = timedelta(days=60)  # an answer later than that is counted on the letter's own page alone
EVERY = timedelta(minutes=5)
AT_ONCE = 20


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def keep(self, terms: Terms) -> None:
        """As it is now."""
        counts = {**asdict(count(terms.dispatch, terms)), "counted_at": timezone.now()}
        begins = terms.leaves_at or terms.dispatch.released_at
        self.update_or_create(dispatch=terms.dispatch, defaults={**counts, "begins_at": begins})


class Outcome(models.Model):
    """The counts of one letter to many, as they were at that moment."""

    dispatch = models.OneToOneField(
        Dispatch, primary_key=True, on_delete=models.CASCADE, related_name="outcome"
    )
    dispatch_id: int
    begins_at = models.DateTimeField(db_index=True)
    counted_at = models.DateTimeField()
    reached = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    prevented = models.JSONField(default=dict)
    answered = models.PositiveIntegerField(default=0)
    machines = models.PositiveIntegerField(default=0)
    withdrew = models.PositiveIntegerField(default=0)
    complained = models.PositiveIntegerField(default=0)
    may_follow = models.PositiveIntegerField(default=0)
    clicked = models.PositiveIntegerField(default=0)
    machine_clicked = models.PositiveIntegerField(default=0)

    objects = objects_of(OutcomeQuerySet)

    class Meta:
        ordering = ["-begins_at", "-pk"]

    def __str__(self) -> str:
        return f"outcome of {self.dispatch_id}"

    def counts(self) -> Counts:
        return Counts(**{name: getattr(self, name) for name in Counts.__dataclass_fields__})


def count_outcomes_due() -> str:
    """The chore: those that were never counted, and those of which more may come; the longest uncounted first."""
    now = timezone.now()
    open_ones = models.Q(dispatch__outcome__isnull=True) | models.Q(
        models.Q(finished_at__isnull=True) | models.Q(finished_at__gt=now - OPEN_FOR),
        dispatch__outcome__counted_at__lt=now - EVERY,
    )
    rows = Terms.objects.filter(open_ones, gathered_at__isnull=False).select_related("dispatch")
    counted = list(
        rows.order_by(models.F("dispatch__outcome__counted_at").asc(nulls_first=True), "pk")[:AT_ONCE]
    )
    for one in counted:
        Outcome.objects.keep(one)
    said = ngettext("%(n)s letter counted.", "%(n)s letters counted.", len(counted))
    return said % {"n": len(counted)} if counted else ""
