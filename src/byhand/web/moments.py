"""Moments of the line of time, as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from byhand.conversations.event import Event
from byhand.conversations.line_of_time import (
    BETWEEN,
    BROADCAST,
    CALL,
    COMPLAINT,
    EVENT,
    MEMORY,
    MESSAGE,
    NOTE,
    OCCASION,
    RECORD,
    Moment,
)
from byhand.conversations.message import Message
from byhand.conversations.to_many_in_time import ANSWERED, CAME_BACK
from byhand.gate.many.stages import CopyStage
from byhand.gate.records.kinds import Kind
from byhand.gate.records.record import Record
from byhand.kit.days import YearDay
from byhand.kit.personal import filled
from byhand.people.occasion import Occasion
from byhand.web.calls_said import outcome_said
from byhand.web.happenings import sentence_of
from byhand.web.times import year_day

ICONS = {
    BROADCAST: "send", CALL: "phone", COMPLAINT: "x", MESSAGE: "mail", NOTE: "sticky-note", MEMORY: "pen-line",
    OCCASION: "calendar", EVENT: "clock", RECORD: "server",
    Event.Kind.KEPT: "check", Event.Kind.THEY_KEPT: "check", Event.Kind.BROKEN: "x",
}  # fmt: skip
# What became of a letter to many.
BECAME = {
    ANSWERED: gettext_lazy("they answered"), CAME_BACK: gettext_lazy("it came back"),
    CopyStage.ACCEPTED.value: gettext_lazy("taken by their mail server"),
    CopyStage.REFUSED.value: gettext_lazy("refused by their mail server"),
    CopyStage.PERHAPS.value: gettext_lazy("perhaps there: the line broke while it was said"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """`head` says what it is, `words` are what was said; `to` leads to where it stands, or is empty."""

    kind: str
    at: datetime
    who: str
    head: str
    words: str
    to: str
    icon: str
    ours: bool = False
    channel: str = ""


def told(one: Moment) -> Told:
    ours = one.kind == BROADCAST or (one.kind == MESSAGE and one.sort != Message.Origin.CAME.value)
    head, words = _words(one)
    return Told(
        one.kind,
        one.at,
        one.who,
        head,
        words,
        _where(one),
        ICONS.get(one.sort, ICONS[one.kind]),
        ours,
        one.channel if one.kind != RECORD else _how_sure(one.channel),
    )


def _words(one: Moment) -> tuple[str, str]:
    if one.kind == MESSAGE:
        return one.matter or _("Without a subject"), one.said
    if one.kind == NOTE:
        return _("Note to the team: %(matter)s") % {"matter": one.matter or _("Without a subject")}, one.said
    if one.kind == EVENT:
        return sentence_of(Event(kind=one.sort, words=one.said), {}), ""
    if one.kind == CALL:
        return outcome_said(one.sort, by=one.who, called_by=one.matter), ""
    if one.kind == RECORD:
        number, _between, amount = one.matter.partition(BETWEEN)
        kind = str(Kind(one.sort).label)
        return " · ".join(filter(None, (f"{kind[:1].upper()}{kind[1:]} {number}".strip(), amount))), one.said
    if one.kind == BROADCAST:
        return filled(one.matter, {}) or _("Without a subject"), _to_many(int(one.said or 1), one.sort)
    if one.kind == COMPLAINT:
        return _("Called a letter of ours unwanted: we begin nothing with them any more"), ""
    if one.kind == MEMORY:
        return _("Worth remembering"), one.said
    on = YearDay(int(one.matter) // 100, int(one.matter) % 100)
    what = one.said or str(Occasion.Kind(one.sort).label)
    return _("A date that matters: %(what)s, %(day)s") % {"what": what, "day": year_day(on)}, ""


def _to_many(people: int, became: str) -> str:
    told = {"n": number_format(people, force_grouping=True), "became": BECAME.get(became, became)}
    return (
        ngettext("A letter to %(n)s person; %(became)s", "A letter to many, one of %(n)s; %(became)s", people)
        % told
    )


def _how_sure(trust: str) -> str:
    """Of what came by mail; nothing where there is no doubt."""
    if trust == Record.Trust.DOUBTED:
        return _("told by mail, not verified")
    return _("told by mail, being verified") if trust == Record.Trust.ASKED else ""


def _where(one: Moment) -> str:
    if one.kind == BROADCAST:
        return reverse("broadcast.behind", args=[one.letter])
    if not one.where:
        return ""
    anchor = f"#m{one.letter}" if one.letter else f"#n{one.row}" if one.kind == NOTE else ""
    return reverse("conversation", args=[one.where]) + anchor
