"""Receipts as the audit wants them told: the machine mail of ours that customers get, counted as such."""

from __future__ import annotations

from collections.abc import Iterator

from byhand.audit.rows import AUTOMATIC
from byhand.audit.told import Told
from byhand.gate.leaving import Stage
from byhand.gate.notice import Notice

BATCH = 10_000


def receipts_told(batch: int = BATCH) -> Iterator[list[Told]]:
    """Every receipt that left, so many at a time."""
    left = Notice.objects.filter(kind=Notice.Kind.RECEIPT, stage=Stage.ACCEPTED).order_by("pk")
    rows, after = left.values_list("pk", "inbox__address", "recipient", "about", "message_id", "made_at"), 0
    while found := list(rows.filter(pk__gt=after)[:batch]):
        yield [
            Told(
                f"/conversations/{about}/",
                sender,
                to,
                when,
                id=own,
                thread=about,
                automatic=AUTOMATIC["auto-replied"],
            )
            for _, sender, to, about, own, when in found
        ]
        after = found[-1][0]
