"""What is read, agreed to and sealed: the plan of a broadcast; and the same as lines, in which one sees what changed.

Both in the language of the house, whoever looks: what two colleagues read must be the same to the letter.
"""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from byhand.gate.many.because import Because
from byhand.gate.many.plan import Author, Plan
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.rules.rule import NoAudience


def plan_of(broadcast: Broadcast) -> Plan | None:
    """None while it is not said from where it goes, about what and to whom."""
    inbox, audience, must_know = broadcast.inbox, broadcast.audience, bool(broadcast.because)
    topic = None if must_know else broadcast.topic
    if inbox is None or audience is None or not (topic or must_know):
        return None
    try:
        with translation.override(settings.LANGUAGE_CODE):
            said = str(audience.said())
    except NoAudience:  # a rule of a kind that nobody knows any more: there is a finding about it
        return None
    return Plan(
        inbox=inbox, words=tuple(said for one in broadcast.words.all() for said in one.versions()), topic=topic,
        audience=audience.canonical(), audience_said=said, leaves_at=broadcast.leaves_at,
        latest_at=broadcast.latest_at, must_know=must_know, because=broadcast.because,
        may_wait=must_know and broadcast.may_wait, below=inbox.signature.strip(),
        author=Author(broadcast.author_id, broadcast.author.name),
    )  # fmt: skip


def about(plan: Plan) -> str:
    """The topic, or why everyone must know it."""
    if plan.must_know:
        return _("Everyone must know it: %(why)s") % {"why": Because(plan.because).label}
    return _("About: %(topic)s") % {"topic": plan.topic.named() if plan.topic else "–"}


def in_lines(plan: Plan) -> str:
    """As a person reads it: from where, about what, to whom, when; then the words."""
    with translation.override(settings.LANGUAGE_CODE):
        return "\n".join(_lines(plan))


def _lines(plan: Plan) -> list[str]:
    author = f"{plan.author.name}, " if plan.author else ""
    told = [
        _("From: %(inbox)s") % {"inbox": f"{author}{plan.inbox.name} <{plan.inbox.address}>"},
        about(plan),
        _("To: %(audience)s") % {"audience": plan.audience_said},
    ]
    for said, moment in (
        (_("Not before: %(when)s"), plan.leaves_at), (_("Not after: %(when)s"), plan.latest_at)
    ):  # fmt: skip
        told += (
            [said % {"when": date_format(timezone.localtime(moment), "DATETIME_FORMAT")}] if moment else []
        )
    if plan.must_know:
        told.append(
            _("By day, no faster than can be answered") if plan.may_wait else _("At once, by day and night")
        )
    for words in plan.words:
        which = ", ".join(filter(None, (words.language, words.version.upper())))
        told += ["", f"[{which}] {words.subject}", "", words.body]
    told += ["", "-- ", plan.below] if plan.below else []
    return told
