"""Which sentences are scripts, and how much of each message they are: `audit.scripting` says the same in Polars."""

from __future__ import annotations

import ibis
from ibis import _

from byhand.audit import scripting
from byhand.audit.findings.scripts import MOST
from byhand.audit.metrics.expressions import Table
from byhand.audit.robots import ENOUGH, OURS


def said_by_us(units: Table, messages: Table) -> Table:
    """Sentences of what we said to few people, machines' apart: row, unit, chars, footer, sender."""
    ours = messages.filter(_.direction == "out", ~_.broad, _.automatic == 0)
    return units.join(ours.select("row", "sender"), "row").select("row", "unit", "chars", "footer", "sender")


def marked(units: Table, exchanges: Table) -> Table:
    """Units without signatures, each `scripted` or not: row, unit, chars, sender, scripted."""
    own = _without_signatures(units)
    heard = own.join(exchanges.filter(_.out).select("row", "person"), "row")
    per_sender = heard.group_by("sender", "unit").agg(people=_.person.nunique(), times=_.row.nunique())
    together = heard.group_by("unit").agg(all_people=_.person.nunique(), senders=_.sender.nunique())
    counted = own.left_join(per_sender, ["sender", "unit"]).drop("sender_right", "unit_right")
    counted = counted.left_join(together, "unit").drop("unit_right")
    by_one = (counted.people >= scripting.PEOPLE) & (counted.times >= scripting.TIMES)
    by_many = (
        (counted.all_people >= scripting.TOGETHER)
        & (counted.senders >= 2)
        & (counted.chars >= scripting.LONG)
    )
    first = counted.mutate(scripted=(by_one | by_many).fill_null(False))
    return _with_scripted_senders(first).select("row", "unit", "chars", "sender", "scripted")


def shares(marked: Table) -> Table:
    """For each message the share of its words that are scripts: row, sender, share."""
    scripts = _.chars.sum(where=_.scripted).fill_null(0)
    return marked.group_by("row", "sender").agg(share=scripts / _.chars.sum())


def spread(marked: Table, exchanges: Table) -> Table:
    """The scripts that reached most people: unit, people, messages, colleagues."""
    counted = _heard(marked, exchanges).group_by("unit").agg(
        people=_.person.nunique(), messages=_.row.nunique(), colleagues=_.sender.nunique()
    )  # fmt: skip
    unsigned = (counted.unit < 0, counted.unit)  # the order of the hashes as they are stored
    return counted.order_by(ibis.desc("people"), ibis.desc("messages"), *unsigned).limit(MOST)


def saying(marked: Table, exchanges: Table, spread: Table) -> Table:
    """The messages that say one of these scripts: unit, row."""
    return _heard(marked, exchanges).semi_join(spread, "unit").select("unit", "row").distinct()


def our_robots(shares: Table) -> Table:
    """Senders of ours who hardly ever say anything but scripts: sender."""
    scripted = (shares.share >= scripting.HALF).cast("int64")
    by = shares.mutate(scripted=scripted).group_by("sender").agg(scripted=_.scripted.sum(), n=_.count())
    return by.filter(_.scripted / _.n >= OURS, _.n >= ENOUGH).select("sender")


def _heard(marked: Table, exchanges: Table) -> Table:
    scripted = marked.filter(_.scripted).select("row", "unit", "sender").distinct()
    return scripted.join(exchanges.filter(_.out).select("row", "person"), "row")


def _without_signatures(units: Table) -> Table:
    messages = units.group_by("sender").agg(messages=_.row.nunique())
    endings = units.filter(_.footer).group_by("sender", "unit").agg(times=_.row.nunique())
    often = endings.join(messages, "sender").filter(
        10 * _.times >= scripting.ENDING * _.messages, _.times >= scripting.FEWEST_ENDINGS
    )
    return units.anti_join(often, ["sender", "unit"])


def _with_scripted_senders(units: Table) -> Table:
    senders = units.group_by("sender").agg(
        scripts=_.chars.sum(where=_.scripted).fill_null(0), chars=_.chars.sum(), messages=_.row.nunique()
    )
    many = senders.filter(
        _.scripts / _.chars >= scripting.SCRIPTED_SENDER, _.messages >= scripting.ENOUGH
    ).select("sender", many=True)
    known = units.left_join(many, "sender").drop("sender_right")
    often = (known.people >= scripting.OF_A_SCRIPTED_SENDER) & (known.times >= scripting.OF_A_SCRIPTED_SENDER)
    return known.mutate(scripted=known.scripted | (known.many.fill_null(False) & often.fill_null(False)))
