"""Here: the last signs that a colleague's browser lives, and that they touch it.

Two signs, because an open page alone proves nobody (a tab left open overnight), and a touch alone does not tell that
the lid was closed since. Both are overwritten, and forgotten when they have gone: no history of anybody's day (law 6).
A browser gives a sign every `live.seat.BEAT`; a node writes them down every few seconds; who gave none for half a
minute is shown nowhere, whatever became of the browser, its machine, the network or the node.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.typed import objects_of
from byhand.team.user import User

HERE_FOR = timedelta(minutes=10)
# Until a page of somebody else says so it takes up to three more: half a minute together.
ALIVE_FOR = timedelta(seconds=27)

_lock = threading.Lock()
_touched: dict[int, datetime] = {}
_alive: dict[int, datetime] = {}


class HereQuerySet(models.QuerySet["Here"]):
    def now(self) -> HereQuerySet:
        """Whose browser lives and was touched lately, whatever their switch says."""
        now = timezone.now()
        return self.filter(at__gt=now - HERE_FOR, alive_at__gt=now - ALIVE_FOR)

    def note(self, *, touched: Mapping[int, datetime], alive: Mapping[int, datetime]) -> None:
        """Signs of colleagues, and when each was given; who gave none for long is forgotten."""
        self.filter(alive_at__lte=timezone.now() - HERE_FOR).delete()
        at_work = set(User.objects.at_work().filter(pk__in={*touched, *alive}).values_list("pk", flat=True))
        by_hand = [self._sign(one, at, at) for one, at in sorted(touched.items()) if one in at_work]
        alone = [self._sign(one, None, at) for one, at in sorted(alive.items()) if one in at_work]
        for rows, fields in ((by_hand, ["at", "alive_at"]), (alone, ["alive_at"])):
            if rows:
                self.bulk_create(
                    rows, update_conflicts=True, update_fields=fields, unique_fields=["colleague"]
                )

    def _sign(self, colleague: int, at: datetime | None, alive_at: datetime) -> Here:
        return self.model(colleague_id=colleague, at=at, alive_at=alive_at)


class Here(models.Model):
    """When a colleague last touched a key, the mouse or a page, and when their browser last gave a sign of life."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    colleague_id: int
    at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = objects_of(HereQuerySet)

    class Meta:
        verbose_name_plural = "here"

    def __str__(self) -> str:
        return f"{self.colleague_id} at {self.alive_at:%H:%M}"


def touched(colleague: int) -> None:
    """A colleague did something at this node; written down with the next round, so that no page waits for it."""
    with _lock:
        _touched[colleague] = _alive[colleague] = timezone.now()


def alive(colleague: int) -> None:
    """A browser of theirs gave a sign of life, by itself."""
    with _lock:
        _alive[colleague] = timezone.now()


def gone(colleague: int) -> None:
    """They signed out. Whoever is signed in elsewhere, too, gives the next sign there."""
    with _lock:
        _touched.pop(colleague, None)
        _alive.pop(colleague, None)
    Here.objects.filter(colleague=colleague).delete()


def write_down() -> None:
    """The signs given since the last time. One round of them is lost when the power goes."""
    with _lock:
        by_hand, alone = dict(_touched), dict(_alive)
        _touched.clear()
        _alive.clear()
    if alone:
        Here.objects.note(touched=by_hand, alive=alone)
