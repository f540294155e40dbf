"""Clicks: links followed by those who allow that we see it; what machines opened is kept, and counted apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from byhand.gate.many.copy import Copy
from byhand.gate.many.followed import Followed, behind, targets_of
from byhand.kit.scanners import TOGETHER, machine_of
from byhand.people.may_follow import MayFollow
from byhand.team.typed import objects_of, this_row

MOST = 50  # kept of one copy; what comes after them is led on and not kept


@dataclass(frozen=True, slots=True)
class Visit:
    """How a link was asked for."""

    method: str
    agent: str
    prefetches: bool = False


class ClickQuerySet(models.QuerySet["Click"]):
    def by_people(self) -> ClickQuerySet:
        return self.filter(machine="")

    @transaction.atomic
    def note(self, followed: Followed, link: int, visit: Visit, delivered_at: datetime | None) -> None:
        """Kept if its reader still allows it. Several links of one copy together are a machine's, the earlier, too."""
        if followed.address_id not in MayFollow.objects.allowing([followed.address_id]):
            return
        this_row(followed).select_for_update().get()
        theirs, now = self.filter(followed=followed), timezone.now()
        if theirs.count() >= MOST:
            return
        machine = machine_of(
            visit.method, visit.agent, prefetches=visit.prefetches, delivered_at=delivered_at, at=now
        )
        others = theirs.filter(at__gt=now - TOGETHER).exclude(link=link)
        if others.exists():
            machine = machine or Click.Machine.TOGETHER.value
            others.filter(machine="").update(machine=Click.Machine.TOGETHER)
        self.create(followed=followed, dispatch_id=followed.dispatch_id, link=link, at=now, machine=machine)


class Click(models.Model):
    """One time that a link was opened; `machine`: what gave it away as a machine's, empty for a person's."""

    class Machine(models.TextChoices):
        HEAD = "head"
        PREFETCH = "prefetch"
        AGENT = "agent"
        AT_ONCE = "at once"
        TOGETHER = "together"

    followed = models.ForeignKey(Followed, on_delete=models.CASCADE, related_name="clicks", db_index=False)
    followed_id: int
    dispatch = models.ForeignKey("gate.Dispatch", on_delete=models.CASCADE, related_name="+", db_index=False)
    link = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    machine = models.CharField(max_length=8, blank=True, choices=Machine)

    objects = objects_of(ClickQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["followed", "at"], name="click_of_copy"),
            models.Index(fields=["dispatch", "machine", "followed"], name="click_counted"),
        ]

    def __str__(self) -> str:
        return f"link {self.link} of {self.followed_id}"


def leads_to(token: str, visit: Visit) -> str | None:
    """Where the link leads, as its letter said; the click is kept. None where it names nothing."""
    named = behind(token)
    followed = Followed.objects.filter(copy=named[0]).first() if named else None
    if named is None or followed is None:
        return None
    copy = Copy.objects.select_related("dispatch__terms").get(pk=followed.copy_id)
    targets = targets_of(copy.dispatch.terms.words_in(copy.language, copy.version))
    if named[1] >= len(targets):
        return None
    Click.objects.note(followed, named[1], visit, copy.settled_at)
    return targets[named[1]]
