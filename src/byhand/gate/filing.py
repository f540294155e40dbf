"""Filing: what was sent also stands in the mailbox's Sent folder, once."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.adapter import Refused
from byhand.channels.registry import adapter_of
from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import Stage

PER_SWEEP = 20
AGAIN_AFTER = timedelta(minutes=10)


def file_sent_due() -> str:
    """Files what somebody has taken. The channel looks whether it is there before it adds it: twice is safe.

    What is due stands in the rows of the deliveries themselves; a note beside them could be lost with the power.
    """
    taken = Delivery.objects.filter(dispatch=OuterRef("pk"), stage=Stage.ACCEPTED)
    due = Dispatch.objects.filter(Exists(taken), filing_due_at__lte=timezone.now(), filed_at__isnull=True)
    letters = list(due.select_related("inbox", "author").order_by("filing_due_at")[:PER_SWEEP])
    filed = sum(_file(letter) for letter in letters)
    return (
        ngettext("%(count)s letter filed.", "%(count)s letters filed.", filed) % {"count": filed}
        if filed
        else ""
    )


def _file(dispatch: Dispatch) -> bool:
    now = timezone.now()
    try:
        adapter_of(dispatch.inbox.kind).file_sent(dispatch.inbox, dispatch.outgoing())
    except Refused as no:
        _note(dispatch, filing_due_at=now + AGAIN_AFTER, filing_trouble=no.reason)
        return False
    _note(dispatch, filed_at=now, filing_due_at=None, filing_trouble="")
    return True


def _note(dispatch: Dispatch, **changed: object) -> None:
    Dispatch.objects.filter(pk=dispatch.pk).update(**changed)
