"""What is said of a budget: how often somebody hears from us at most, and why there is no room."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from byhand.gate.budget import Budget

AT_MOST = {
    "weekly": gettext_lazy("about once a week"),
    "fortnightly": gettext_lazy("about once a fortnight"),
    "monthly": gettext_lazy("about once a month"),
    "quarterly": gettext_lazy("about once in three months"),
}


def how_it_stands(budget: Budget, at: datetime) -> str:
    """One or two sentences for the person's page."""
    if budget.has_room(at) and not budget.unanswered:
        return _("By ourselves we write to them %(rhythm)s at most; there is room.") % {
            "rhythm": _at_most(budget)
        }
    if budget.has_room(at):
        return _("%(silence)s There is room for a word.") % {"silence": _silence(budget)}
    return _why(budget)


def _at_most(budget: Budget) -> str:
    return str(AT_MOST[budget.rhythm]) if budget.rhythm else ""


def why_no_room(budget: Budget) -> str:
    """The gate's no, and what to do."""
    return f"{_why(budget)} {_('Say why it cannot wait; then it goes.')}"


def _why(budget: Budget) -> str:
    name = budget.name or _("This person")
    if budget.is_stopped:
        return _("%(name)s wants nothing more of our own accord.") % {"name": name}
    if budget.paused_until and budget.paused_until > timezone.localdate():
        day = date_format(budget.paused_until, "j F")
        return _("%(name)s asked for a pause until %(day)s.") % {"name": name, "day": day}
    return f"{_silence(budget)} {_rhythm(budget)}" if budget.unanswered else _rhythm(budget)


def _silence(budget: Budget) -> str:
    said = ngettext(
        "We wrote to %(name)s on %(day)s and have not heard from them since.",
        "We wrote to %(name)s %(count)s times, last on %(day)s, and have not heard from them since.",
        budget.unanswered,
    )
    last = date_format(timezone.localtime(budget.last_at), "j F") if budget.last_at else "–"
    return said % {"name": budget.name or _("this person"), "count": budget.unanswered, "day": last}


def _rhythm(budget: Budget) -> str:
    since = budget.room_from()
    if budget.rhythm is None or since is None:
        return _("After so long a silence we do not write by ourselves any more.")
    return _("By ourselves we write to them %(rhythm)s; there is room again from %(day)s.") % {
        "rhythm": AT_MOST[budget.rhythm],
        "day": date_format(timezone.localtime(since), "j F"),
    }
