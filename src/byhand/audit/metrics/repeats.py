"""The same answer given twice in one conversation: `audit.findings.repeats` says the same in Polars."""

from __future__ import annotations

import ibis
from ibis import _

from byhand.audit.findings.repeats import HALF, SHORTEST
from byhand.audit.metrics.expressions import Table


def pairs(marked: Table, exchanges: Table) -> Table:
    """Pairs of our messages to one person in one conversation: first, row, person, covered, asked."""
    said = _after_them(exchanges).filter(_.out).select("row", "person", "thread", "time", "came")
    per_unit = marked.group_by("row", "unit").agg(chars=_.chars.max()).join(said, "row")
    earlier = ibis.window(group_by=["person", "thread", "unit"], order_by=["time", "row"])
    again = per_unit.mutate(first=per_unit.row.lag().over(earlier)).filter(_.first.notnull())
    lengths = marked.group_by("row").agg(length=_.chars.sum())
    begun = said.join(lengths, "row").select("person", first=_.row, begun=_.time, before=_.length)
    found = (
        again.group_by("first", "row", "person", "came").agg(shared=_.chars.sum())
        .join(lengths, "row").join(begun, ["first", "person"])
        .mutate(shorter=ibis.least(_.length, _.before))
        .filter(_.shorter >= SHORTEST)
        .mutate(covered=_.shared / _.shorter, asked=(_.came > _.begun).fill_null(False))
    )  # fmt: skip
    return found.filter(_.covered > HALF).select("first", "row", "person", "covered", "asked")


def _after_them(exchanges: Table) -> Table:
    """Each exchange with the time at which they last wrote in that conversation, `came`."""
    until_now = ibis.window(
        group_by=["person", "thread"], order_by=["time", "out", "row"], preceding=None, following=0
    )
    theirs = (~exchanges.out).ifelse(exchanges.time, ibis.null("int64"))
    return exchanges.mutate(came=theirs.max().over(until_now))
