"""Moving: a letter that leaves later leaves at another moment; its words stay as they were sealed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from byhand.gate import seal
from byhand.gate.author import author_behind
from byhand.gate.dispatch import Dispatch
from byhand.gate.journal import JournalEntry
from byhand.gate.leaving import Stage
from byhand.gate.recipients import time_for_undoing
from byhand.live import bus
from byhand.team.signin import SignIn


@transaction.atomic
def move_letter(letter: Dispatch, at: datetime, *, by: SignIn) -> bool:
    """By its author alone, as long as all of it waits. False if that is not so: then nothing has changed.

    One conditional update, so that a delivery is either still waiting and moved, or a worker has it and it leaves.
    """
    author = author_behind(by)
    if letter.author_id != author.pk or letter.leaves_at is None:
        return False
    due = max(at, timezone.now() + time_for_undoing(letter.inbox))
    waiting = letter.deliveries.filter(stage=Stage.WAITING, attempts=0)
    moved = waiting.update(next_attempt_at=due)
    if moved == 0 or moved != letter.deliveries.count():
        transaction.set_rollback(True)
        return False
    Dispatch.objects.filter(pk=letter.pk).update(leaves_at=at)
    JournalEntry.objects.append("move", {"dispatch": letter.pk, "seal": seal.seal_digest(bytes(letter.seal))})
    bus.dispatches_moved([letter.pk])
    return True
