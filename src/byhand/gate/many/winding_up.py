"""Winding up: who will not be spoken to any more is settled, with the reason; and a broadcast that is over is so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.dispatch import Dispatch
from byhand.gate.many.copy import Copy
from byhand.gate.many.moves import finish, put_aside
from byhand.gate.many.stages import LEFT_OUT, CopyStage, LeftOut
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms

PORTION = 2000


def wind_up(terms: Terms) -> bool:
    """Whether it is over, or rests; False while somebody may be spoken to now."""
    now = timezone.now()
    if terms.stopped_at is not None:
        _put_aside(terms, LEFT_OUT, LeftOut.CALLED_OFF, "", now)
    elif terms.latest_at is not None and terms.latest_at <= now:
        _put_aside(terms, CopyStage.HELD, "", _("The moment until which it may go was over."), now)
    waiting = Copy.objects.waiting().filter(dispatch=terms.pk)
    first = waiting.order_by("next_attempt_at", "pk").values_list("next_attempt_at", flat=True).first()
    if first is not None and first <= now:
        return terms.paused_at is not None or terms.has_none_allowed()
    if first is not None:
        # What stood against it before, if anything did, is not why it rests now.
        until = min(first, terms.latest_at or first)
        Terms.objects.filter(pk=terms.pk).update(resting_until=until, trouble="")
    else:
        finish(terms.pk, now)
    return True


def reason_to_hold(dispatch: Dispatch) -> str:
    """Why it does not go on until somebody decides; empty if nothing stands against it."""
    if not dispatch.has_whole_seal():
        return _("The seal of this broadcast is broken: it is not what its author released. It stays here.")
    if not dispatch.author.is_active:
        return _("Its author has left the team. It does not go on.")
    if dispatch.author.is_guest:
        return _("Its author is a guest now. It does not go on.")
    if dispatch.inbox.paused_at:
        return _("Its inbox is paused. It goes on when the inbox does.")
    return ""


def _put_aside(terms: Terms, stage: CopyStage, why: str, answer: str, now: datetime) -> None:
    """A portion a transaction, so that nobody else waits for a million rows."""
    count = PORTION
    while count == PORTION:
        with transaction.atomic():
            count = put_aside(terms.pk, stage, why, answer, PORTION, now)
            Tally.objects.move(terms.pk, {(CopyStage.WAITING.value, ""): -count, (stage.value, why): count})
