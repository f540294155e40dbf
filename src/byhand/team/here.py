"""Here: who touched the desk in the last minutes, so that work can go to those who are there.

The moment is overwritten, and forgotten when they have gone: there is no history of anybody's day (law 6).
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.typed import objects_of
from byhand.team.user import User

HERE_FOR = timedelta(minutes=10)

_lock = threading.Lock()
_touched: set[int] = set()


class HereQuerySet(models.QuerySet["Here"]):
    def now(self) -> HereQuerySet:
        """Those at the desk."""
        return self.filter(at__gt=timezone.now() - HERE_FOR)

    def note(self, colleagues: Collection[int]) -> None:
        """These touched the desk just now; who has not for long is forgotten."""
        now = timezone.now()
        self.filter(at__lte=now - HERE_FOR).delete()
        at_work = list(User.objects.at_work().filter(pk__in=colleagues))
        self.filter(colleague__in=at_work).update(at=now)
        self.bulk_create((self.model(colleague=one, at=now) for one in at_work), ignore_conflicts=True)


class Here(models.Model):
    """When a colleague last touched a key, the mouse or a page."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    colleague_id: int
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = objects_of(HereQuerySet)

    class Meta:
        verbose_name_plural = "here"

    def __str__(self) -> str:
        return f"{self.colleague_id} at {self.at:%H:%M}"


def touched(colleague: int) -> None:
    """A colleague did something at this node; written down with the next beat, so that no page waits for it."""
    with _lock:
        _touched.add(colleague)


def write_down() -> None:
    """Those who did something since the last time. One beat of this is lost when the power goes."""
    with _lock:
        seen = set(_touched)
        _touched.clear()
    if seen:
        Here.objects.note(seen)
