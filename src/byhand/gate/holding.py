"""Holding: a letter that was to leave later stays here when what it answers has moved on; its author decides."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import Stage


def hold_scheduled(letters: QuerySet[Dispatch], *, because: str) -> int:
    """Holds those of the letters that wait for their moment; gives how many deliveries that stops.

    One conditional update: a delivery is either still waiting and held, or a worker has it and it leaves.
    Belongs into the transaction of whatever moved.
    """
    scheduled = letters.filter(leaves_at__isnull=False)
    waiting = Delivery.objects.filter(stage=Stage.WAITING, attempts=0, dispatch__in=scheduled)
    return waiting.update(stage=Stage.HELD, answer=because, settled_at=timezone.now())
