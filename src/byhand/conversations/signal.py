"""Signals: what the two browsers of a call say to each other so that their voices meet. No sound goes this way.

They are rows until the call ends, so that a page which comes back after a restart, or at another node, finds what it
missed. They name network addresses of both sides: nobody but the other side reads them, and they go with the call.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from byhand.conversations.call import Call
from byhand.live import bus
from byhand.team.typed import objects_of

LONGEST = 12_000  # a description of one sound is a third of it
MOST = 600  # a side; a call has some thirty
PARTS = {"from", "to", "hello", "description", "candidate"}


class NoSignal(Exception):
    """This is not what a browser says to another."""


class SignalQuerySet(models.QuerySet["Signal"]):
    @transaction.atomic
    def say(self, call: Call, side: str, signal: Any) -> Signal:
        """One side says something to the other. Raises NoSignal for anything else, or too much."""
        written = json.dumps(signal) if _is_one(signal) else ""
        if not written or len(written) > LONGEST:
            raise NoSignal
        if self.filter(call=call, side=side).count() >= MOST:
            raise NoSignal
        row = self.create(call=call, side=side, body=written)
        bus.calls_changed([call.pk])
        return row

    def to_side(self, call: int, side: str, *, after: int) -> SignalQuerySet:
        """What the other side said, in order, behind that number."""
        return self.filter(call=call, pk__gt=after).exclude(side=side).order_by("pk")


class Signal(models.Model):
    """One of them; `body` is JSON that the other browser reads."""

    class Side(models.TextChoices):
        CALLER = "caller"
        US = "us"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="signals")
    call_id: int
    side = models.CharField(max_length=6, choices=Side)
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(SignalQuerySet)

    def __str__(self) -> str:
        return f"{self.side} in {self.call_id}"


def _is_one(signal: Any) -> bool:
    """An object with parts a browser sends; what they hold is the other browser's to judge."""
    return isinstance(signal, dict) and bool(signal) and set(signal) <= PARTS
