"""How long people waited: `audit.findings.answering` says the same in Polars, as a join to the next answer."""

from __future__ import annotations

import ibis
from ibis import _

from byhand.audit.metrics.expressions import Table


def waits(exchanges: Table, robots: Table) -> Table:
    """Of each message a person wrote to us the times of the next answers of a person: row, person, here, anywhere."""
    known = exchanges.left_join(robots.mutate(robot=True), exchanges.colleague == robots.sender).drop(
        "sender"
    )
    by_a_person = known.out & (known.automatic == 0) & ~known.robot.fill_null(False)
    answer = by_a_person.ifelse(known.time, ibis.null("int64"))
    # An answer in the same second counts: theirs stands before ours, and the window reaches forward.
    order = ["time", "out", "row"]
    here = ibis.window(group_by=["person", "thread"], order_by=order, preceding=0, following=None)
    anywhere = ibis.window(group_by="person", order_by=order, preceding=0, following=None)
    seen = known.mutate(here=answer.min().over(here), anywhere=answer.min().over(anywhere))
    return seen.filter(~_.out, _.automatic == 0).select("row", "person", "here", "anywhere")
