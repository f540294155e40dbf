"""Doubting: after a restore nobody knows whether the house as it was went on and sent what was due.

So nothing of that leaves by itself: it is “perhaps delivered”, and a person decides.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.delivery import Delivery
from byhand.gate.leaving import Stage
from byhand.gate.many.copy import Copy
from byhand.gate.many.terms import Terms
from byhand.gate.notice import Notice


def doubt_what_may_have_left(moment: datetime) -> int:
    """Settles what stood due between the backup's moment and now; says how many. What is due later leaves then."""
    reason = _(
        "The desk came back as it was on %(day)s. This may have left since; look before you send it again."
    )
    doubted = {
        "stage": Stage.PERHAPS, "settled_at": timezone.now(), "answer": reason % {"day": f"{moment:%Y-%m-%d, %H:%M}"}
    }  # fmt: skip
    count = 0
    for rows in (Delivery.objects.all(), Notice.objects.all()):
        count += rows.filter(stage__in=(Stage.CLAIMED, Stage.SPEAKING)).update(**doubted)
        count += rows.filter(stage=Stage.WAITING, next_attempt_at__lte=timezone.now()).update(**doubted)
    going = Terms.objects.filter(gathered_at__isnull=False, finished_at__isnull=True, paused_at__isnull=True)
    for terms in going:
        waiting = Copy.objects.filter(
            dispatch=terms.pk, stage__in=(Stage.WAITING, Stage.CLAIMED, Stage.SPEAKING)
        )
        count += waiting.update(**doubted)
        Copy.objects.count_anew(terms.dispatch)
    return count
