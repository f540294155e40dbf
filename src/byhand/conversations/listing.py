"""Listing: what a row of the list shows, kept on the conversation so that no list reads messages."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

PREVIEW_LENGTH = 200


class Urgency(models.IntegerChoices):
    """What comes before the longest wait."""

    TOLD_US_OFF = 0
    HERE_NOW = 1
    PROMISE_DUE = 2
    ORDINARY = 5


class Listing(models.Model):
    """Since when they wait for us, the last words, and what makes it pressing.

    Mail is not read in the order in which it was said (the Sent folder comes after the inbox), so each verb
    here gives the same row whatever the order.
    """

    LISTED = (
        "waiting_since",
        "they_spoke_at",
        "we_spoke_at",
        "last_at",
        "preview",
        "message_count",
        "urgency",
    )

    waiting_since = models.DateTimeField(null=True, blank=True)
    they_spoke_at = models.DateTimeField(null=True, blank=True)
    we_spoke_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(default=timezone.now)
    preview = models.CharField(max_length=PREVIEW_LENGTH, blank=True)
    urgency = models.SmallIntegerField(choices=Urgency, default=Urgency.ORDINARY)
    has_files = models.BooleanField(default=False)
    message_count = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def waiting(self) -> timedelta:
        """How long they have waited for us; zero if they do not."""
        return timezone.now() - self.waiting_since if self.waiting_since else timedelta()

    def they_spoke(self, at: datetime, words: str) -> None:
        """They wait for us since their first unanswered word."""
        self.they_spoke_at = max(self.they_spoke_at or at, at)
        if self.we_spoke_at is None or self.we_spoke_at < at:
            self.waiting_since = min(self.waiting_since or at, at)
        self.heard(at, words)

    def we_spoke(self, at: datetime, words: str) -> None:
        """A colleague answered everything said up to then."""
        self.we_spoke_at = max(self.we_spoke_at or at, at)
        if self.they_spoke_at is None or self.they_spoke_at <= at:
            self.waiting_since = None
        elif self.waiting_since and self.waiting_since <= at:
            self.waiting_since = self.they_spoke_at
        if self.waiting_since is None and self.urgency == Urgency.TOLD_US_OFF:
            self.urgency = Urgency.ORDINARY
        self.heard(at, words)

    def heard(self, at: datetime, words: str) -> None:
        """Something was said, in order or late."""
        self.message_count += 1
        if at >= self.last_at or self.message_count == 1:
            self.last_at, self.preview = at, preview_of(words)


def who_waits() -> models.Index:
    """In the order of the list; and whose it is, so that Today reads no table for what its reader may not see."""
    return models.Index(
        fields=["place", "urgency", "waiting_since", "id", "person", "assigned_to", "folded_at"],
        name="conversation_waiting",
    )


def who_is_unanswered() -> models.Index:
    """In which we said nothing yet, by their last word; and whose it is, as above."""
    counts = {"we_spoke_at__isnull": True, "folded_at__isnull": True, "they_spoke_at__isnull": False}
    return models.Index(
        fields=["-they_spoke_at", "id", "person", "assigned_to", "place"], name="conversation_unanswered",
        condition=models.Q(**counts),
    )  # fmt: skip


def heard_from() -> models.Index:
    """An audience asks of everybody whether they were heard from since a day: the table itself is not read."""
    counts = {"they_spoke_at__isnull": False, "folded_at__isnull": True, "merged_into__isnull": True}
    return models.Index(
        fields=["they_spoke_at", "person", "folded_at", "merged_into"],  # SQLite looks at what it knows to be empty
        name="conversation_heard", condition=models.Q(**counts),
    )  # fmt: skip


def whose_it_is() -> models.Index:
    """An audience asks of every tagging whose conversation it is: the table is not read, in whatever order it lies."""
    return models.Index(
        fields=["id", "person"], name="conversation_whose", condition=models.Q(folded_at__isnull=True)
    )


def preview_of(words: str) -> str:
    """The first words on one line."""
    return " ".join(words[: PREVIEW_LENGTH * 4].split())[:PREVIEW_LENGTH]
