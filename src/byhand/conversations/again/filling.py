"""Filling and forgetting: an existing house remembers its last 180 days, and nobody's words longer than that."""

from __future__ import annotations

import time

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.conversations.again.index import forget, note_said, oldest_remembered
from byhand.conversations.message import Message

PER_RUN = 100
# The sweep goes round all fingerprints like a hand round a clock: a slice a minute, all of them in about three days.
SLICES = 4096
_FIRST, _SLICE = -(2**31), 2**32 // SLICES


class Filling(models.Model):
    """How far back the index has been filled: what stands below that message is still to be read. One row."""

    below = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="filling_is_one")]

    def __str__(self) -> str:
        return f"below {self.below}"


def fill_runs_due() -> str:
    """The chore: reads the next of our older messages, newest first. Says how many."""
    with transaction.atomic():
        filling = Filling.objects.select_for_update().filter(ended_at__isnull=True).first()
        if filling is None:
            return ""
        older = Message.objects.filter(pk__lt=filling.below).order_by("-pk")[:PER_RUN]
        read = list(older.only("origin", "automatic", "said_at", "stored_at", "new_text"))
        noted = note_said(read)
        filling.below = read[-1].pk if read else 0
        if not read or read[-1].stored_at < oldest_remembered():
            filling.ended_at = timezone.now()
        filling.save(update_fields=["below", "ended_at"])
    return ngettext("%(n)s letter read.", "%(n)s letters read.", noted) % {"n": noted} if noted else ""


def forget_runs_due() -> str:
    """The chore: forgets a slice of what was said more than 180 days ago."""
    below = _first_since_remembered()
    first = _FIRST + int(time.time() // 60) % SLICES * _SLICE
    gone = forget(first, first + _SLICE - 1, below=below) if below else 0
    return _("What we said over 180 days ago is forgotten.") if gone else ""


def forget_all_old() -> int:
    """Every slice at once; gives how many rows went."""
    return forget(_FIRST, -_FIRST - 1, below=_first_since_remembered())


def _first_since_remembered() -> int:
    """The lowest id of those stored since then; ids grow with the time at which a message is stored.

    Found by halving, some twenty reads of one row: no index knows when messages were stored.
    """
    since, low = oldest_remembered(), 0
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    high = newest + 1
    while low < high:
        middle = (low + high) // 2
        row = Message.objects.filter(pk__gte=middle).order_by("pk").values_list("pk", "stored_at").first()
        if row is None or row[1] >= since:
            high = middle
        else:
            low = row[0] + 1
    return low
