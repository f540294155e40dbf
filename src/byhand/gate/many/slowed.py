"""Slowed: a receiving domain that asks us to go slowly is left alone for a growing while; the others go on.

Its copies wait for that moment instead of being tried one by one. Once a letter was taken there again, the next while
is shorter, else it is longer. What one broadcast was told holds for every other through the same inbox.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import F

from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import BACK_OFF
from byhand.team.typed import objects_of

LONGEST = 255


class SlowedQuerySet(models.QuerySet["Slowed"]):
    def waiting(self, dispatch: Dispatch, now: datetime) -> SlowedQuerySet:
        """The domains that make it wait now, those with the most letters first."""
        return self.filter(dispatch=dispatch, until__gt=now).order_by("-copies", "domain")

    def told_to_others(self, dispatch: Dispatch, now: datetime) -> SlowedQuerySet:
        """The domains that others through the same inbox leave alone now; of each what was said last comes last."""
        others = self.filter(dispatch__inbox=dispatch.inbox, until__gt=now).exclude(dispatch=dispatch)
        return others.order_by("until")


class Slowed(models.Model):
    """Of one broadcast and domain: until when it waits, for which time, what was said, how many letters wait."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="slowed", db_index=False)
    domain = models.CharField(max_length=LONGEST)
    until = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=1)
    said = models.TextField()
    copies = models.PositiveIntegerField(default=0)

    objects = objects_of(SlowedQuerySet)

    class Meta:
        verbose_name_plural = "slowed"
        constraints = [models.UniqueConstraint(fields=["dispatch", "domain"], name="slowed_once_a_domain")]

    def __str__(self) -> str:
        return f"{self.domain} until {self.until}"


@dataclass(slots=True)
class _State:
    until: datetime
    times: int
    was_taken: bool = False


class Domains:
    """What one worker knows of them while it sends one broadcast."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        rows = Slowed.objects.filter(dispatch=dispatch).values_list("domain", "until", "times")
        self._known = {domain: _State(until, times) for domain, until, times in rows}
        self.is_new = False  # a domain was slowed since somebody looked last

    def look_around(self, now: datetime) -> None:
        """What was told to another broadcast through this inbox counts as if it were told to this one."""
        for one in Slowed.objects.told_to_others(self._dispatch, now):
            state = self._known.get(one.domain)
            if state is None or state.until < one.until:
                self._known[one.domain] = _State(one.until, one.times)
                self._note(one.domain, one.until, one.times, one.said, begins=True)
                self.is_new = True

    def waits_until(self, recipient: str, now: datetime) -> datetime | None:
        """None: it may be tried."""
        state = self._known.get(domain_of(recipient)) if self._known else None
        return state.until if state and state.until > now else None

    def heard(self, recipient: str, said: str, now: datetime) -> datetime:
        """It asked for slowness: until when it is left alone. In the transaction that notes the answer."""
        domain = domain_of(recipient)
        state = self._known.get(domain)
        if state is None:
            state = self._known[domain] = _State(now, 0)
        begins = state.until <= now
        if begins:
            state.times = max(1, state.times - 1 if state.was_taken else state.times + 1)
            state.until, state.was_taken = now + BACK_OFF[min(state.times, len(BACK_OFF)) - 1], False
            self.is_new = True
        # Written each time: a transaction that was taken back is tried again, and by then nothing begins.
        self._note(domain, state.until, state.times, said, begins=begins)
        self.add([recipient])
        return state.until

    def took(self, recipient: str) -> None:
        """A letter was taken there."""
        if self._known and (state := self._known.get(domain_of(recipient))):
            state.was_taken = True

    def add(self, recipients: Iterable[str]) -> None:
        """So many letters more wait."""
        for domain, count in Counter(map(domain_of, recipients)).items():
            theirs = Slowed.objects.filter(dispatch=self._dispatch, domain=domain)
            theirs.update(copies=F("copies") + count)

    def _note(self, domain: str, until: datetime, times: int, said: str, *, begins: bool) -> None:
        """In the row of this broadcast; a while that begins counts its letters anew."""
        told = {"until": until, "times": times, "said": said} | ({"copies": 0} if begins else {})
        Slowed.objects.update_or_create(dispatch=self._dispatch, domain=domain, defaults=told)


def domain_of(recipient: str) -> str:
    return recipient.rpartition("@")[2].lower()
