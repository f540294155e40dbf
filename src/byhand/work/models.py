"""What is remembered of chores: when each ran, what it did, and which node does them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from byhand.work.worker import is_surely_gone


class ChoreRecord(models.Model):
    """One chore's last runs, as shown on the page “The machine”."""

    name = models.CharField(max_length=60, primary_key=True)
    ran_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    did_at = models.DateTimeField(null=True)
    did = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    runs = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name

    def is_failing(self) -> bool:
        return bool(self.failed_at and self.ran_at and self.failed_at >= self.ran_at)


class Lease(models.Model):
    """Who does the chores now. Held for a short while and renewed; free when the holder died."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"

    @classmethod
    def take(cls, name: str, holder: str, *, length: timedelta) -> bool:
        """Takes or renews the lease by one conditional update; False if another holds it.

        A holder that ended on this machine is not waited for: after a crash the chores go on at once.
        """
        now = timezone.now()
        row, _made = cls.objects.get_or_create(name=name, defaults={"holder": holder, "until": now})
        free = models.Q(holder=holder) | models.Q(until__lte=now)
        if is_surely_gone(row.holder):
            free |= models.Q(holder=row.holder)
        return bool(cls.objects.filter(free, name=name).update(holder=holder, until=now + length))

    @classmethod
    def give_back(cls, name: str, holder: str, *, now: datetime | None = None) -> None:
        """Lets another node go on at once."""
        cls.objects.filter(name=name, holder=holder).update(until=now or timezone.now())
