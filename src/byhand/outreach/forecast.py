"""A forecast: what was counted of a letter to many before it leaves: how many would get it, who is left out and why.

Told by a chore (`forecasting.py`) where they are many, and never believed: who is written to is asked of the evidence
when it is let go, when readers are gathered, and once more as each letter leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from byhand.gate.many.plan import Plan
from byhand.outreach.before import before
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.facts_counted import sign_of_facts
from byhand.outreach.few import are_few
from byhand.outreach.forecast_kept import question_of, read
from byhand.outreach.told_before import Before, Some
from byhand.team.typed import objects_of
from byhand.work.bell import ring

FORECASTING = "before it leaves"  # the chore
# However much comes in meanwhile, nobody is counted anew within that time, nor after a failure.
RESTS = timedelta(minutes=5)
# So long it is taken for true while nothing is seen to have come; days begin, and room comes with time.
TRUE_FOR = timedelta(hours=1)
KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What is known now. `is_of_many`: a chore counts it. `counted_at`: None where it was counted for this very page.
    `failure`: why the last count came to nothing, as a sentence. `some`: of those left out, whom one may be shown."""

    before: Before | None = None
    is_of_many: bool = False
    counted_at: datetime | None = None
    is_counting: bool = False
    failure: str = ""
    some: Some = field(default_factory=Some)


class ForecastQuerySet(models.QuerySet["Forecast"]):
    def look(self, broadcast: Broadcast, plan: Plan) -> Foreseen:
        """What is to be shown: of few people counted now, of many the newest. Raises NoAudience."""
        return self.newest(broadcast, plan) or Foreseen(before(broadcast, plan))

    def newest(self, broadcast: Broadcast, plan: Plan) -> Foreseen | None:
        """None for few. What was counted last of what it says now; wished for where that is nothing, or old. Raises
        NoAudience."""
        if broadcast.audience is None or are_few(broadcast.audience):
            return None
        question, now = question_of(plan), timezone.now()
        one = self.filter(broadcast=broadcast).first() or self.model(broadcast=broadcast)
        told = read(one.told) if one.question == question else None
        has_failed = one.failed_of == question
        if one.wished_at is None and not one.rests(now, is_told=told is not None, has_failed=has_failed):
            one = self.wish(broadcast)
        return Foreseen(
            told, True, one.counted_at if told else None, one.wished_at is not None,
            one.failure if has_failed and one.wished_at is None else "", one.some if told else {},
        )  # fmt: skip

    def wish_for_many(self, broadcast: Broadcast) -> None:
        """So that it is there when somebody looks. Few are counted then. Raises NoAudience."""
        if broadcast.audience and not are_few(broadcast.audience):
            self.wish(broadcast)

    @transaction.atomic
    def wish(self, broadcast: Broadcast) -> Forecast:
        """It is to be counted. Who wishes while it is being counted waits for the same."""
        self.get_or_create(broadcast=broadcast)
        self.filter(broadcast=broadcast, wished_at__isnull=True).update(wished_at=timezone.now())
        transaction.on_commit(lambda: ring(FORECASTING))
        return self.get(broadcast=broadcast)

    def due(self) -> ForecastQuerySet:
        """Of letters that are still written; who wished first is first."""
        return self.filter(_still_written(), wished_at__isnull=False).order_by("wished_at", "pk")

    def over(self) -> ForecastQuerySet:
        """Of what has left or was thrown away, and what nobody asked about for a week."""
        old = Q(wished_at__isnull=True, counted_at__lt=timezone.now() - KEPT_FOR)
        return self.filter(~_still_written() | old)


class Forecast(models.Model):
    """`wished_at`: since then it is to be counted. `question`: digest of what was asked (`forecast_kept.py`); `facts`:
    sign of what stood there then. `told`, `some`: what was found, and some of those left out, by reason. `failed_of`:
    the question to which no answer was found, which may be another one."""

    broadcast = models.OneToOneField(
        Broadcast, primary_key=True, on_delete=models.CASCADE, related_name="forecast"
    )
    broadcast_id: int
    wished_at = models.DateTimeField(null=True)
    question = models.CharField(max_length=64, blank=True)
    facts = models.TextField(blank=True)
    counted_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)
    some = models.JSONField(default=dict)
    failed_at = models.DateTimeField(null=True)
    failed_of = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True, help_text="Why it was not counted, as a sentence.")

    objects = objects_of(ForecastQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(counted_at__isnull=True, question="")
                | Q(counted_at__isnull=False) & ~Q(question=""),
                name="forecast_counted_of_something",
            ),
            models.CheckConstraint(
                condition=Q(failed_at__isnull=True, failure="") | Q(failed_at__isnull=False) & ~Q(failure=""),
                name="forecast_failed_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"forecast of {self.broadcast_id}"

    def rests(self, now: datetime, *, is_told: bool, has_failed: bool) -> bool:
        """Whether it stays as it is for a while, told or failed."""
        if self.failed_at and has_failed:
            return self.failed_at > now - RESTS
        if self.counted_at is None or not is_told:
            return False
        return self.counted_at > now - RESTS or (
            self.counted_at > now - TRUE_FOR and self.facts == sign_of_facts()
        )

    def settle(self, question: str, told: dict[str, object], some: Some, *, facts: str, at: datetime) -> bool:
        """What was found; False where it is not wished for any more, or anew: somebody was erased meanwhile."""
        return self._end(
            question=question, told=told, some=some, facts=facts, counted_at=at, failed_at=None, failed_of="",
            failure="",
        )  # fmt: skip

    def fail(self, why: str, *, of: str) -> bool:
        """That question came to nothing; what was counted before stays."""
        return self._end(failed_at=timezone.now(), failed_of=of, failure=why)

    def let_be(self) -> bool:
        """There is nothing to count: it is not said any more to whom it goes, or about what."""
        return self._end()

    def _end(self, **found: object) -> bool:
        same_wish = Forecast.objects.filter(pk=self.pk, wished_at=self.wished_at)
        return bool(same_wish.update(wished_at=None, **found))


def _still_written() -> Q:
    return Q(broadcast__dispatch__isnull=True, broadcast__dropped_at__isnull=True)
