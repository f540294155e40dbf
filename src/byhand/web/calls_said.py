"""Calls as sentences: who called, who talked with them, what they did instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.conversations.call import Call
from byhand.kit.phone import shown


def call_said(call: Call) -> str:
    """The line in the thread."""
    told = {"name": call.who() or _("Somebody"), "by": call.taken_by.name if call.taken_by else ""}
    if call.is_ringing():
        return _("%(name)s calls now") % told
    if call.is_talking():
        return _("%(by)s talks with %(name)s") % told
    sentences = {
        Call.Outcome.TALKED: _("%(by)s talked with %(name)s"),
        Call.Outcome.MISSED: _("%(name)s called, and nobody could take it"),
        Call.Outcome.WORD: _("%(name)s left a word"),
        Call.Outcome.BACK: _("%(name)s asks to be called back"),
    }
    return sentences[Call.Outcome(call.outcome)] % told + _reach(call)


def outcome_said(outcome: str, *, by: str) -> str:
    """The same where it is clear who called: in the line of time of one person."""
    if not outcome:
        return _("%(by)s talks with them") % {"by": by} if by else _("They call now")
    sentences = {
        Call.Outcome.TALKED: _("%(by)s talked with them"),
        Call.Outcome.MISSED: _("They called, and nobody could take it"),
        Call.Outcome.WORD: _("They left a word"),
        Call.Outcome.BACK: _("They asked to be called back"),
    }
    return sentences[Call.Outcome(outcome)] % {"by": by}


def _reach(call: Call) -> str:
    """How they say they are reached; that nobody checked it is said with it."""
    if not call.reach:
        return ""
    return _(" (%(reach)s, as they say)") % {
        "reach": shown(call.reach) if call.reach.startswith("+") else call.reach
    }
