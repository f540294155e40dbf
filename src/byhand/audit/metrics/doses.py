"""What followed each message of ours: `audit.responses` says the same in Polars."""

from __future__ import annotations

import ibis
from ibis import _

from byhand.audit.metrics.expressions import Table
from byhand.audit.responses import WITHIN


def outcomes(exchanges: Table, end: int) -> Table:
    """Our touches of one person each: row, person, automatic, touch (k-th since their last word), answered, left."""
    every = exchanges.filter(_.out | (_.automatic == 0))
    order = ["time", "out", "row"]
    in_turn = ibis.window(group_by="person", order_by=order)
    so_far = ibis.window(group_by="person", order_by=order, preceding=None, following=0)
    seen = every.mutate(
        next_out=every.out.lead().over(in_turn),
        next_leaves=every.leaves.lead().over(in_turn),
        next_time=every.time.lead().over(in_turn),
        words=(~every.out).cast("int64").sum().over(so_far),
    )
    soon = ~seen.next_out & (seen.next_time - seen.time <= WITHIN)
    judged = seen.mutate(
        answered=soon.fill_null(False), left=(soon & seen.next_leaves).fill_null(False)
    ).filter(_.out)
    nth = ibis.row_number().over(ibis.window(group_by=["person", "words"], order_by=order)) + 1
    told = judged.mutate(touch=nth).filter(_.time <= end - WITHIN)
    return told.select("row", "person", "automatic", "touch", "answered", "left")
