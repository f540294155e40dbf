"""What is said of a broadcast in a word or a sentence: how far it is, why somebody is left out, what stands where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.gate.many.stages import LeftOut
from byhand.gate.many.terms import Terms
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.told_before import After

AGAIN_IN = {
    "weekly": gettext_lazy("after a week"),
    "fortnightly": gettext_lazy("after a fortnight"),
    "monthly": gettext_lazy("after a month"),
    "quarterly": gettext_lazy("after three months"),
}


@dataclass(frozen=True, slots=True)
class State:
    """A chip: its words and its colour (wait, due, kept or nothing)."""

    words: str
    colour: str = ""


def state_of(broadcast: Broadcast) -> State:
    """How far it is. No query where `for_list` or the opened page read its terms."""
    if broadcast.dispatch is not None:
        return _on_its_way(broadcast.dispatch.terms)
    asked = getattr(broadcast, "asked_at", None)
    if asked and asked >= broadcast.changed_at:
        return State(_("waits for a reader"), "wait")
    return State(_("being written"))


def reasons_said(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Why people are left out: the reason, in words, how many; the most first."""
    labels = {one.value: str(one.label) for one in LeftOut}
    return [(why, labels.get(why, why), n) for why, n in sorted(counts.items(), key=lambda one: -one[1]) if n]


def afterwards_said(after: Iterable[After]) -> list[tuple[str, int]]:
    """When they have room for a word from us again, and how many of them."""
    return [
        (str(AGAIN_IN[one.rhythm]) if one.rhythm else _("not before they speak"), one.people) for one in after
    ]


def _on_its_way(terms: Terms) -> State:
    if terms.stopped_at:
        return State(_("stopped"), "due")
    if terms.finished_at:
        return State(_("has left"), "kept")
    if terms.paused_at:
        return State(_("paused"), "wait")
    if terms.leaves_at and terms.leaves_at > timezone.now():
        when = date_format(timezone.localtime(terms.leaves_at), "SHORT_DATETIME_FORMAT")
        return State(_("leaves %(when)s") % {"when": when}, "wait")
    return State(_("on its way"), "wait")
