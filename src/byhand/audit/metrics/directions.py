"""Messages with their direction and conversation, outside machines found out."""

from __future__ import annotations

import ibis
from ibis import _

from byhand.audit.history import FEW
from byhand.audit.metrics.expressions import Table
from byhand.audit.metrics.once import reached
from byhand.audit.robots import LETTERS, THEIRS, TIMES
from byhand.audit.rows import AUTOMATIC


def directed(once: Table, people: Table, firsts: Table) -> Table:
    """Adds `theirs` (how many of them it went to), `reach`, `direction` (out, in, internal), `broad`, `thread`."""
    ours = people.filter(_.ours).select("person")
    theirs = reached(once).anti_join(ours, "person").group_by("row").agg(theirs=_.count())
    by_us = once.semi_join(ours, once.sender == ours.person).select("row", by_us=True)
    counted = (
        once.left_join(theirs, "row").drop("row_right")
        .left_join(by_us, "row").drop("row_right")
        .mutate(theirs=_.theirs.fill_null(0), by_us=_.by_us.fill_null(False), reach=_.to.length())
    )  # fmt: skip
    direction = ibis.cases((~counted.by_us, "in"), (counted.theirs > 0, "out"), else_="internal")
    broad = (counted.theirs > FEW) | (counted.reach > 2 * FEW) | (counted.automatic == AUTOMATIC["bulk"])
    return _threaded(counted.mutate(direction=direction, broad=broad).drop("by_us"), firsts)


def with_their_robots(messages: Table, units: Table, people: Table) -> Table:
    """Marks as bulk what comes from outside machines: those called so, and those who repeat themselves."""
    called = people.filter(_.called).select(sender=_.person)
    robots = called.union(_repeating(messages, units)).distinct().mutate(robot=True)
    known = messages.left_join(robots, "sender").drop("sender_right")
    mark = known.robot.fill_null(False) & (known.direction == "in") & (known.automatic == 0)
    return known.mutate(automatic=mark.ifelse(AUTOMATIC["bulk"], known.automatic)).drop("robot")


def _threaded(messages: Table, firsts: Table) -> Table:
    root = ibis.cases(
        (messages.root != 0, messages.root), (messages.id != 0, messages.id), else_=messages.row
    )
    named = messages.mutate(named=root).left_join(firsts, "named").drop("named_right")
    rooted = named.mutate(thread=ibis.coalesce(named.first, named.named)).drop("named", "first")
    alone = rooted.row.count().over(ibis.window(group_by=rooted.thread)) == 1
    by_topic = (alone & (rooted.topic != 0)).ifelse(rooted.topic, rooted.thread)
    return rooted.mutate(thread=by_topic).drop("id", "root", "topic")


def _repeating(messages: Table, units: Table) -> Table:
    came = messages.filter(_.direction == "in", _.automatic == 0).select("row", "sender")
    many = came.group_by("sender").agg(letters=_.count()).filter(_.letters >= LETTERS)
    theirs = units.filter(~_.footer).join(came.semi_join(many, "sender"), "row")
    said = theirs.group_by("sender", "unit").agg(times=_.row.nunique(), chars=_.chars.sum())
    again = said.group_by("sender").agg(
        again=_.chars.sum(where=_.times >= TIMES).fill_null(0), every=_.chars.sum()
    )
    return again.filter(_.again / _.every >= THEIRS).select("sender")
