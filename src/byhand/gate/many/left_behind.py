"""Left behind: what a worker had in hand that is gone. The unsaid waits again; what was being said is “perhaps”."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.many.copy import IN_HAND_SAID, Copy
from byhand.gate.many.moves import ask, moment
from byhand.gate.many.stages import CopyStage
from byhand.gate.many.tally import Tally
from byhand.work.worker import is_surely_gone, this_worker

# Longer than any patience of a line: whoever spoke that long ago speaks no more.
SPEAKING_LASTS = timedelta(minutes=15)


def settle_left_behind() -> None:
    """Of every worker that is gone, and of those elsewhere of whom nothing was heard for long."""
    in_hand = Copy.objects.in_hand().exclude(claimed_by=this_worker()).order_by()
    for worker in in_hand.values_list("claimed_by", flat=True).distinct():
        if is_surely_gone(worker):
            _settle(worker, None, None)
        else:
            _settle(worker, None, timezone.now() - SPEAKING_LASTS)


def settle_own(dispatch: int) -> None:
    """Of this process, which begins anew with this broadcast."""
    if Copy.objects.in_hand().filter(claimed_by=this_worker(), dispatch=dispatch).exists():
        _settle(this_worker(), dispatch, None)


@transaction.atomic
def _settle(worker: str, dispatch: int | None, before: datetime | None) -> None:
    which, values = "claimed_by = %s", [worker]
    if dispatch is not None:
        which, values = f"{which} AND dispatch_id = %s", [*values, dispatch]
    if before is not None:
        which, values = f"{which} AND claimed_at < %s", [*values, moment(before)]
    why = _("The power went while it was being handed over. It may have arrived.")
    doubted = ask(
        f"""UPDATE gate_copy SET stage = 'perhaps', answer = %s, settled_at = %s
            WHERE {which} AND stage = 'speaking' AND {IN_HAND_SAID} RETURNING dispatch_id""",
        [why, moment(timezone.now()), *values],
    )
    back = ask(
        f"""UPDATE gate_copy SET stage = 'waiting', claimed_by = ''
            WHERE {which} AND stage = 'claimed' AND {IN_HAND_SAID} RETURNING dispatch_id""",
        values,
    )
    for rows, stage, was in (
        (doubted, CopyStage.PERHAPS, CopyStage.SPEAKING),
        (back, CopyStage.WAITING, CopyStage.CLAIMED),
    ):
        for (broadcast,), count in Counter(rows).items():
            Tally.objects.move(broadcast, {(stage.value, ""): count, (was.value, ""): -count})
