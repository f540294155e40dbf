"""Signs before: letters that came before the house looked for signs are read once, some at a time, the newest first.

What comes from now on is looked at as it comes in (`sign.py`); what has signs already is not read again.
"""

from __future__ import annotations

import time

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.conversations.message import Message
from byhand.conversations.sign import Sign

PORTION = 200
# On SQLite nobody else writes while a portion is written.
SECONDS, PAUSE = 1.0, 0.1
_READ = (
    "new_text", "origin", "automatic", "said_at", "conversation__folded_at", "writer__person", "arrival__thread",
    "arrival__inbox__kind", "arrival__inbox__made_at",
)  # fmt: skip


class SignsBefore(models.Model):
    """How far it has come: letters below that number are still to be read. One row, made by the upgrade."""

    below = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "signs before"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="signs_before_is_one")]

    def __str__(self) -> str:
        return f"below {self.below}"


def read_for_signs_due() -> str:
    """The chore: reads the next letters, for a second. Says in how many it found something."""
    until, found = time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        portion = _read_some()
        if portion is None:
            break
        found += portion
        time.sleep(PAUSE)
    return ngettext("%(n)s sign found in older letters.", "%(n)s signs found in older letters.", found) % {
        "n": found
    } if found else ""  # fmt: skip


@transaction.atomic
def _read_some() -> int | None:
    """Signs and the place move together; None when everything was read."""
    place = SignsBefore.objects.select_for_update().filter(ended_at__isnull=True).first()
    if place is None:
        return None
    rows = Message.objects.filter(pk__lt=place.below, signs__isnull=True).order_by("-pk")
    letters = list(rows.select_related("conversation", "writer", "arrival__inbox").only(*_READ)[:PORTION])
    place.below = letters[-1].pk if letters else 0
    place.ended_at = None if letters else timezone.now()
    place.save(update_fields=["below", "ended_at"])
    folded = {one.conversation_id for one in letters if one.conversation.folded_at}
    return Sign.objects.notice(((one, one.new_text) for one in letters), folded=folded)
