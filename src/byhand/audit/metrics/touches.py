"""A row for each message between one of us and one of them."""

from __future__ import annotations

import ibis
from ibis import _

from byhand.audit.metrics.expressions import Table
from byhand.audit.metrics.once import reached

KEPT = ("row", "time", "thread", "automatic", "asks", "leaves", "promises", "reach")


def touches(messages: Table, people: Table) -> Table:
    """row, time, thread, automatic, asks, leaves, promises, reach, colleague, person, out, at."""
    few = messages.filter(~_.broad, _.time.notnull())
    ours = people.filter(_.ours).select("person")
    sent, came = few.filter(_.direction == "out"), few.filter(_.direction == "in")
    out = sent.select(*KEPT, colleague=sent.sender).join(reached(sent).anti_join(ours, "person"), "row")
    back = came.select(*KEPT, person=came.sender).join(
        reached(came).semi_join(ours, "person").rename(colleague="person"), "row"
    )
    columns = [*KEPT, "colleague", "person", "out", "at"]
    return out.mutate(out=True).select(columns).union(back.mutate(out=False).select(columns))


def exchanges(touches: Table) -> Table:
    """Touches, with each message that came to several of us once."""
    nth = ibis.row_number().over(ibis.window(group_by=["row", "person"], order_by="at"))
    return touches.mutate(nth=nth).filter(_.nth == 0).drop("nth", "at")
