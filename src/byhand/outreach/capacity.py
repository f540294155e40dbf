"""Reply capacity: a broadcast goes out no faster than its author can answer, by their own number.

How many of a hundred readers answer is reckoned from the answers that came and the letters of at least a day ago that
they answer, beside what this house knew before, weighed like `WEIGHT` letters. No study knows that number for everyone:
until the house has sent so many, `ASSUMED` is an assumption, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone

from byhand.conversations.answer_to_many import AnswerToMany
from byhand.gate.many.plan import Plan
from byhand.gate.many.stages import CopyStage
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.hours import hours_for
from byhand.team.typed import objects_of

ASSUMED = 0.02
WEIGHT = 200
A_DAY = timedelta(days=1)
MOST = 2**31 - 1  # letters: what a column of the database holds, and more people than any house knows


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those written to answer; `rests_on` letters, 0: it is an assumption."""

    of_one: float
    rests_on: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """`total`: so many may have left by now. `open_answers` wait for their author; `a_day` they can give."""

    total: int
    a_day: int
    open_answers: int
    share: Share

    @property
    def until_tomorrow(self) -> int:
        """How many may leave within a day, as many answers being open."""
        return floor(max(0, self.a_day - self.open_answers) / self.share.of_one)


def capacity_of(broadcast: Broadcast, now: datetime) -> Capacity:
    """Six queries. Raises ValueError where it was not let go."""
    if broadcast.dispatch is None:
        raise ValueError("It was not let go yet.")
    log = Allowance.objects.filter(broadcast=broadcast)
    before = log.filter(at__lte=now - A_DAY).order_by("-pk").values_list("total", flat=True).first() or 0
    given = log.order_by("-pk").values_list("total", flat=True).first() or 0
    answers = AnswerToMany.objects.filter(dispatch=broadcast.dispatch_id)
    ripe = min(before, broadcast.dispatch.terms.spoken)
    told = Capacity(
        given, broadcast.answers_a_day, answers.unanswered().count(),
        share_of(broadcast, answers.by_people().count(), ripe),
    )  # fmt: skip
    total = min(max(given, ripe + told.until_tomorrow), MOST)
    return Capacity(total, told.a_day, told.open_answers, told.share)


def share_of(broadcast: Broadcast, answers: int, ripe: int) -> Share:
    """From `ripe` letters of this one, `answers` to it, and whatever left this house before. Two queries."""
    others = Tally.objects.filter(stage=CopyStage.ACCEPTED).exclude(dispatch=broadcast.dispatch_id)
    sent: int = others.aggregate(n=Sum("count"))["n"] or 0
    heard = AnswerToMany.objects.by_people().exclude(dispatch=broadcast.dispatch_id).count() if sent else 0
    usual = max(heard / sent, 1 / sent) if sent >= WEIGHT else ASSUMED
    rests_on = ripe + (sent if sent >= WEIGHT else 0)
    return Share(min(1.0, (answers + usual * WEIGHT) / (ripe + WEIGHT)), rests_on)


def allow_copies_due() -> str:
    """The chore: hands each broadcast that goes out how many may have left by now, and the hours it keeps."""
    now = timezone.now()
    going = Terms.objects.filter(gathered_at__isnull=False, finished_at__isnull=True, stopped_at__isnull=True)
    rows = Broadcast.objects.filter(dispatch__in=going.values("pk")).select_related(
        "dispatch__terms__topic", "dispatch__inbox"
    )
    for one in rows:
        if one.dispatch is not None:
            _allow(one, one.dispatch.terms.plan(one.dispatch), one.dispatch.terms, now)
    return ""


def _allow(broadcast: Broadcast, plan: Plan, terms: Terms, now: datetime) -> None:
    if (hours := hours_for(plan)) != terms.hours:
        terms.keep_hours(hours)
    if terms.leaves_at and terms.leaves_at > now and not plan.goes_at_once:
        return
    total = None if plan.goes_at_once else capacity_of(broadcast, now).total
    Allowance.objects.note(broadcast, total or 0, now)
    if terms.allowed != total:
        terms.allow(total)


class AllowanceQuerySet(models.QuerySet["Allowance"]):
    def note(self, broadcast: Broadcast, total: int, now: datetime) -> None:
        """Only what is more than before."""
        if total and not self.filter(broadcast=broadcast, total__gte=total).exists():
            self.create(broadcast=broadcast, total=total, at=now)


class Allowance(models.Model):
    """So many might have left from then on: what a day's letters are counted by, without counting copies."""

    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.CASCADE, related_name="allowances", db_index=False
    )
    total = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(AllowanceQuerySet)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["broadcast", "at"], name="allowance_of_broadcast")]
        constraints = [models.CheckConstraint(condition=Q(total__gt=0), name="allowance_is_some")]

    def __str__(self) -> str:
        return f"{self.total} of {self.broadcast_id}"  # type: ignore[attr-defined]
