"""Erasing copies: of whoever is erased nothing stays but that a copy left, by digests under a salt that say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.utils import timezone

from byhand.gate.journal import JournalEntry
from byhand.gate.many.copy import IN_HAND, Copy
from byhand.gate.many.stages import LEFT_OUT, CopyStage, LeftOut
from byhand.gate.many.tally import Tally


def are_copies_in_hand(addresses: Collection[str]) -> bool:
    """Whether one to any of these addresses is on its way this moment."""
    return Copy.objects.filter(address__value__in=addresses, stage__in=IN_HAND).exists()


def strike_copies(addresses: Collection[str]) -> None:
    """What waits does not leave; address, facts and answers go. The journal is told how many. Needs a transaction."""
    theirs = Copy.objects.filter(address__value__in=addresses)
    numbers = list(theirs.values_list("pk", flat=True))
    if not numbers:
        return
    waiting = theirs.filter(stage=CopyStage.WAITING)
    counts = Counter(waiting.values_list("dispatch", flat=True))
    waiting.update(stage=LEFT_OUT, left_out=LeftOut.ERASED, settled_at=timezone.now())
    for dispatch, count in counts.items():
        moved = {(CopyStage.WAITING.value, ""): -count, (LEFT_OUT.value, LeftOut.ERASED.value): count}
        Tally.objects.move(dispatch, moved)
    JournalEntry.objects.append("struck", {"copies": len(numbers)})
    Copy.objects.filter(pk__in=numbers).update(
        recipient="", fields={}, clock="", answer="", bounced_because=""
    )
