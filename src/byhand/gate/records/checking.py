"""Checking: whether the source itself sent a mail about which our server said nothing.

That asks the network, so it is a chore's work and never part of intake.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.authenticity import NoName, has_aligned_signature
from byhand.files.store import Missing
from byhand.gate.records.record import Record
from byhand.gate.records.taking import count
from byhand.kit.mime import read_mail

PER_RUN = 20
# A name service that says nothing so long says nothing for it.
WAITS_FOR = timedelta(hours=1)


def check_records_due() -> str:
    """The chore: looks whether records that came by mail are to be believed. Says how many."""
    asked = (
        Record.objects.filter(trust=Record.Trust.ASKED).select_related("address", "arrival").order_by("pk")
    )
    done = sum(_check(one) for one in asked[:PER_RUN])
    said = ngettext("%(count)s record checked.", "%(count)s records checked.", done)
    return said % {"count": done} if done else ""


def _check(record: Record) -> bool:
    try:
        # Empty once whom it went to, too, was erased.
        raw = record.arrival.raw() if record.arrival and record.arrival.sha256 else b""
        holds = has_aligned_signature(raw, read_mail(raw))
    except NoName:
        if record.told_at > timezone.now() - WAITS_FOR:
            return False
        holds = False
    except Missing:
        holds = False
    return _settle(record, Record.Trust.BELIEVED if holds else Record.Trust.DOUBTED)


@transaction.atomic
def _settle(record: Record, trust: Record.Trust) -> bool:
    asked = Record.objects.filter(pk=record.pk, trust=Record.Trust.ASKED)
    if not asked.update(trust=trust):
        return False
    record.trust = trust
    count([record])
    return True
