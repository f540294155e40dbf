"""Touches: each time we turn to somebody who has not spoken. Answers are none, whoever sends them. What another system
of the house sent to them is one, too (`records/`).

What may be told from them is kept beside (`room.py`) in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from byhand.people.address import Address
from byhand.team.typed import objects_of

if TYPE_CHECKING:
    from byhand.gate.dispatch import Dispatch


class TouchQuerySet(models.QuerySet["Touch"]):
    def of(self, people: Collection[int]) -> TouchQuerySet:
        """Those of these people, in the order in which they were."""
        return self.filter(address__person__in=people).order_by("at", "pk")

    def note(self, addresses: Collection[Address], *, dispatch: Dispatch, at: datetime) -> None:
        """Words of ours go to these, who did not ask for them."""
        self.bulk_create(self.model(address=one, dispatch=dispatch, at=at) for one in addresses)

    def end_count(self, alive: Mapping[int, datetime]) -> None:
        """Another system reported a sign of life of these people: what we sent until now is not unanswered any more.

        All of it or nothing: to part a count would give a step back. What they did before our own last words is no
        answer to those. Needs their locks.
        """
        open_ones = self.filter(ended_at__isnull=True)
        ours = open_ones.filter(address__person__in=alive, dispatch__isnull=False).order_by()
        last = dict(ours.values_list("address__person").annotate(last=models.Max("at")))
        answered = [one for one, at in alive.items() if one not in last or at >= last[one]]
        open_ones.filter(address__person__in=answered).update(ended_at=timezone.now())


class Touch(models.Model):
    """One address we turned to, with which words, and when. It goes where its address goes."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="touches")
    address_id: int
    dispatch = models.ForeignKey("gate.Dispatch", null=True, on_delete=models.PROTECT, related_name="touches")
    record = models.ForeignKey("gate.Record", null=True, on_delete=models.CASCADE, related_name="touches")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(
        null=True, help_text="When another system reported a sign of life after it, which ended the count."
    )

    objects = objects_of(TouchQuerySet)

    class Meta:
        verbose_name_plural = "touches"
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "address"], name="touch_once_a_dispatch"),
            models.UniqueConstraint(fields=["record"], name="touch_once_a_record"),
            models.CheckConstraint(
                condition=models.Q(dispatch__isnull=True) ^ models.Q(record__isnull=True),
                name="touch_is_of_words_or_of_a_record",
            ),
        ]
        indexes = [models.Index(fields=["address", "at"], name="touch_of_address")]

    def __str__(self) -> str:
        return f"{self.address_id} at {self.at:%Y-%m-%d}"


class LifeQuerySet(models.QuerySet["Life"]):
    def note(self, moments: dict[int, datetime], *, kind: str) -> None:
        """The newest sign of that kind at each of these addresses; an older one changes nothing."""
        here = {one.address_id: one for one in self.filter(address__in=moments, kind=kind)}
        new = [self.model(address_id=pk, kind=kind, at=at) for pk, at in moments.items() if pk not in here]
        self.bulk_create(new, ignore_conflicts=True)
        for pk, one in here.items():
            if one.at < moments[pk]:
                self.filter(pk=one.pk, at__lt=moments[pk]).update(at=moments[pk])


class Life(models.Model):
    """The newest sign of life that came by an address."""

    class Kind(models.TextChoices):
        WORD = (
            "word"  # they spoke: a letter, a call, a word on their preference page; it gives the rhythm back
        )
        REPORTED = "reported"  # another system says so: an order, a visit; it is no word of theirs

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="signs_of_life")
    address_id: int
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()

    objects = objects_of(LifeQuerySet)

    class Meta:
        verbose_name_plural = "lives"
        constraints = [
            models.UniqueConstraint(fields=["address", "kind"], name="life_once_a_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["word", "reported"]), name="life_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.address_id}"
