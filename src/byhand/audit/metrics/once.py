"""Each message once, and whose home most mail is from and to: `audit.gathering` says the same in Polars."""

from __future__ import annotations

import ibis
from ibis import _

from byhand.audit.metrics.expressions import Table

FACTS = (
    "row",
    "id",
    "root",
    "time",
    "zone",
    "sender",
    "to",
    "automatic",
    "topic",
    "answers",
    "body",
    "asks",
    "leaves",
    "promises",
)


def facts(messages: Table, since: int | None) -> Table:
    """Everything but the words; if a date is named, without what is older or has none."""
    read = messages.select(*FACTS)
    return read if since is None else read.filter(_.time >= since)


def once(read: Table) -> Table:
    """Copies in other folders may carry other ids, so author, time and words count first, then author and id."""
    by_words = ibis.window(group_by=["sender", "time", "topic", "body"], order_by="row")
    first = read.mutate(nth=ibis.row_number().over(by_words)).filter((_.nth == 0) | _.time.isnull())
    by_id = ibis.window(group_by=["sender", "id"], order_by="row")
    return (
        first.mutate(nth=ibis.row_number().over(by_id)).filter((_.nth == 0) | (_.id == 0)).drop("nth", "body")
    )


def answers(once: Table) -> Table:
    """For the Message-ID `named` of an answer, the one its references begin with: named, first."""
    told = once.filter(_.id != 0, _.root != 0, _.id != _.root)
    by_id = ibis.window(group_by="id", order_by="row")
    nth = ibis.row_number().over(by_id)
    return told.mutate(nth=nth).filter(_.nth == 0).select(named=_.id, first=_.root)


def homes(once: Table, people: Table) -> Table:
    """How many messages that people wrote are from or to each home: home, messages."""
    at_home = people.filter(_.home.notnull()).select("person", "home")
    human = once.filter(_.automatic == 0)
    sent = human.select("row", person=human.sender).join(at_home, "person").select("row", "home")
    came = reached(human).join(at_home, "person").select("row", "home").distinct()
    return sent.union(came).group_by("home").agg(messages=_.count())


def reached(messages: Table) -> Table:
    """A row for each message and person it went to: row, person, at (the person's place among them)."""
    return messages.select("row", person=messages.to).unnest("person", offset="at")
