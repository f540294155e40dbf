"""Policy: how often the team writes at most to somebody who has not spoken. A history, never changed.

A slower policy holds for everyone at once; a quicker one only for whoever we get to know from then on: what somebody
could expect of us when we met is never made more by us, only by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.kit.rhythm import RHYTHMS, step_of
from byhand.team.typed import objects_of
from byhand.team.user import User

USUAL = "fortnightly"


@dataclass(frozen=True, slots=True)
class Since:
    """Who was known before `until` (None: everyone else) is written to at most at this step."""

    until: datetime | None
    step: int


class PolicyQuerySet(models.QuerySet["Policy"]):
    def now(self) -> str:
        """The rhythm in force."""
        newest = self.order_by("-pk").values_list("rhythm", flat=True).first()
        return newest or USUAL

    def choose(self, rhythm: str, *, by: User) -> Policy:
        """From now on. Raises ValueError for a rhythm that does not exist."""
        step_of(rhythm)
        return self.create(rhythm=rhythm, by=by)

    def steps(self) -> list[Since]:
        """What holds for whom, by when we got to know them, the longest known first. One query."""
        return steps([(one.at, step_of(one.rhythm)) for one in self.order_by("pk")])


class Policy(models.Model):
    """The rhythm a colleague chose for the team, and when."""

    rhythm = models.CharField(max_length=12)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = objects_of(PolicyQuerySet)

    class Meta:
        verbose_name_plural = "policies"
        constraints = [
            models.CheckConstraint(condition=models.Q(rhythm__in=RHYTHMS), name="policy_is_a_rhythm")
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} from {self.at:%Y-%m-%d}"


def steps(chosen: Sequence[tuple[datetime, int]]) -> list[Since]:
    """Moments and the step chosen then, in their order: each holds with all that came after it, slowest first."""
    starts: list[tuple[datetime | None, int]] = [(None, step_of(USUAL)), *chosen]
    found: list[Since] = []
    until, slowest = None, 0
    for at, step in reversed(starts):
        slowest = max(slowest, step)
        found.append(Since(until, slowest))
        until = at
    return found[::-1]
