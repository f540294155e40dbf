"""Terms: on what a broadcast goes out, as it was sealed; and whether it goes on, which colleagues decide any time.

What was sealed never changes (`guards.py`). A pause and a stop hold from the moment they are committed: whoever is
about to speak asks this row in the same transaction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from byhand.gate.author import author_behind
from byhand.gate.journal import JournalEntry
from byhand.gate.leaving import BACK_OFF
from byhand.gate.many.because import Because
from byhand.gate.many.plan import Author, Plan, Words, words_in
from byhand.gate.many.reading import guard_reader
from byhand.kit.hours import Stored
from byhand.people.topic import Topic
from byhand.team.signin import SignIn
from byhand.team.typed import objects_of

if TYPE_CHECKING:
    from byhand.gate.dispatch import Dispatch


class TermsQuerySet(models.QuerySet["Terms"]):
    def going(self, now: datetime | None = None) -> TermsQuerySet:
        """Those that speak now, if somebody is left to be spoken to: gathered, begun, neither paused nor over."""
        now = now or timezone.now()
        begun = Q(leaves_at__isnull=True) | Q(leaves_at__lte=now)
        rested = Q(resting_until__isnull=True) | Q(resting_until__lte=now)
        may = Q(allowed__isnull=True) | Q(spoken__lt=F("allowed")) | Q(stopped_at__isnull=False)
        may |= Q(latest_at__lte=now)
        return self.filter(
            begun, rested, may, gathered_at__isnull=False, finished_at__isnull=True, paused_at__isnull=True
        ).order_by("resting_until", "pk")


class Terms(models.Model):
    """Of one broadcast: its words, topic, audience and times; then how it goes on."""

    dispatch = models.OneToOneField(
        "gate.Dispatch", primary_key=True, on_delete=models.PROTECT, related_name="terms"
    )
    dispatch_id: int
    words = models.JSONField(
        help_text="A list of language, subject, body and version; the main language first."
    )
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    topic_id: int | None
    audience = models.TextField()
    audience_said = models.TextField()
    leaves_at = models.DateTimeField(null=True)
    latest_at = models.DateTimeField(null=True)
    must_know = models.BooleanField(default=False)
    because = models.CharField(max_length=10, choices=Because, blank=True)
    may_wait = models.BooleanField(
        default=False, help_text="All must know it, and yet not at night, nor sooner than can be answered."
    )
    below = models.TextField(blank=True, help_text="Stands below its author's name in every letter.")
    digest = models.CharField(max_length=64, help_text="Of the plan, as it was read.")

    allowed = models.PositiveIntegerField(null=True, help_text="No more than so many, for now.")
    spoken = models.PositiveIntegerField(default=0, help_text="How many were spoken or are being spoken.")
    hours = models.JSONField(
        null=True, help_text="By each reader's own clock: a span a weekday, Monday first; null: at any time."
    )
    batches = models.PositiveIntegerField(default=0)
    gathered_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, help_text="When nobody was left to be spoken to.")
    resting_until = models.DateTimeField(null=True, help_text="The mail server could not be reached.")
    trouble = models.TextField(blank=True, help_text="Why it does not go on, as a sentence.")
    troubles = models.PositiveSmallIntegerField(default=0)  # in a row: each waits longer than the one before

    objects = objects_of(TermsQuerySet)

    class Meta:
        verbose_name_plural = "terms"
        constraints = [
            models.CheckConstraint(
                condition=Q(must_know=True) | Q(topic__isnull=False), name="terms_have_a_topic"
            ),
            models.CheckConstraint(
                condition=Q(must_know=True, because__in=Because.values) | Q(must_know=False, because=""),
                name="terms_say_why_all_must_know",
            ),
        ]
        indexes = [
            models.Index(
                fields=["gathered_at"], condition=Q(finished_at__isnull=True), name="terms_unfinished"
            )
        ]

    def __str__(self) -> str:
        return f"terms of {self.dispatch_id}"

    def plan(self, dispatch: Dispatch) -> Plan:
        """As it was released. Those that were sealed before they named their author do not name them now."""
        told = Plan(
            inbox=dispatch.inbox, words=self.said(), topic=self.topic,
            audience=self.audience, audience_said=self.audience_said, leaves_at=self.leaves_at,
            latest_at=self.latest_at, must_know=self.must_know, because=self.because, may_wait=self.may_wait,
            below=self.below, author=Author(dispatch.author_id, dispatch.author_name),
        )  # fmt: skip
        return told if told.digest() == self.digest else replace(told, author=None)

    def said(self) -> tuple[Words, ...]:
        """In every language and version."""
        return tuple(Words(**one) for one in self.words)

    def words_in(self, language: str, version: str = "") -> Words:
        """What somebody of this language and version reads. As `Plan.words_in`, without asking for inbox and topic."""
        return words_in(self.said(), language, version)

    @transaction.atomic
    def pause(self, *, by: SignIn) -> bool:
        """From this moment on; False if it was so, or is over."""
        open_one = self._mine(by).filter(paused_at__isnull=True, finished_at__isnull=True)
        return self._enter("pause", open_one.update(paused_at=timezone.now(), paused_by=by.user), by)

    @transaction.atomic
    def resume(self, *, by: SignIn) -> bool:
        """It goes on; False if it was not paused, or was stopped."""
        paused = self._mine(by).filter(paused_at__isnull=False, stopped_at__isnull=True)
        went_on = paused.update(paused_at=None, paused_by=None, resting_until=None, trouble="", troubles=0)
        return self._enter("resume", went_on, by)

    @transaction.atomic
    def stop(self, *, by: SignIn) -> bool:
        """For good: who has not had it will not have it. False if it was so, or is over."""
        open_one = self._mine(by).filter(stopped_at__isnull=True, finished_at__isnull=True)
        return self._enter(
            "stop",
            open_one.update(
                stopped_at=timezone.now(), stopped_by=by.user, paused_at=None, resting_until=None
            ),
            by,
        )

    def allow(self, total: int | None) -> None:
        """No more than so many in all, until this says more; None: as many as there are."""
        Terms.objects.filter(pk=self.pk).update(allowed=total)

    def keep_hours(self, hours: Stored | None) -> None:
        """Each reader gets it in these hours of their own clock from now on; None: at any time."""
        Terms.objects.filter(pk=self.pk).update(hours=hours)

    def has_none_allowed(self) -> bool:
        """As many as are allowed for now were spoken."""
        return self.allowed is not None and self.spoken >= self.allowed

    def rest(self, until: datetime, why: str) -> None:
        """Something of ours stands against it: whether it still does is looked at then."""
        Terms.objects.filter(pk=self.pk).update(resting_until=until, trouble=why)

    def back_off(self, why: str, *, worked: bool) -> None:
        """The mail server could not be reached: it goes on by itself, later each time until it `worked` meanwhile."""
        troubles = 0 if worked else self.troubles
        until = timezone.now() + BACK_OFF[min(troubles, len(BACK_OFF) - 1)]
        Terms.objects.filter(pk=self.pk).update(resting_until=until, trouble=why, troubles=troubles + 1)

    def works_again(self) -> None:
        """Letters were taken, and nothing stood against it: what was is over."""
        Terms.objects.filter(pk=self.pk).update(trouble="", troubles=0)

    def _mine(self, by: SignIn) -> TermsQuerySet:
        """The row, locked, for who may decide about it. Raises NotSignedIn and Refusal."""
        guard_reader(self.dispatch.inbox, author_behind(by))
        return Terms.objects.filter(pk=self.pk)

    def _enter(self, kind: str, changed: int, by: SignIn) -> bool:
        if changed:
            JournalEntry.objects.append(kind, {"dispatch": self.pk, "by": by.user.pk})
            self.refresh_from_db()
        return bool(changed)
