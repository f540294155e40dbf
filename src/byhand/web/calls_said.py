"""Calls as sentences: who called, who talked with them, what they did instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.conversations.call import Call
from byhand.conversations.phone.word import Word
from byhand.kit.phone import shown


def call_said(call: Call) -> str:
    """The line in the thread."""
    told = {"name": call.who() or _("Somebody"), "by": call.taken_by.name if call.taken_by else ""}
    if call.called_by is not None:
        return _we_called(call, told | {"by": call.called_by.name})
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


def outcome_said(outcome: str, *, by: str, called_by: str = "") -> str:
    """The same where it is clear whom it is about: in the line of time of one person."""
    if called_by:
        return (_("%(by)s called them") if by else _("%(by)s called them in vain")) % {"by": called_by}
    if not outcome:
        return _("%(by)s talks with them") % {"by": by} if by else _("They call now")
    sentences = {
        Call.Outcome.TALKED: _("%(by)s talked with them"),
        Call.Outcome.MISSED: _("They called, and nobody could take it"),
        Call.Outcome.WORD: _("They left a word"),
        Call.Outcome.BACK: _("They asked to be called back"),
    }
    return sentences[Call.Outcome(outcome)] % {"by": by}


def beside_it(call: Call) -> list[str]:
    """What is true of it because it came by telephone, a sentence each."""
    if call.kind != Call.Kind.PHONE:
        return []
    by_phone = getattr(call, "by_phone", None)
    told = [_("Told us off, by the star key.")] if by_phone and by_phone.told_us_off_at else []
    if by_phone and by_phone.is_verified is not None:
        vouched = _("Number verified by their network.")
        told.append(vouched if by_phone.is_verified else _("Number not verified: it may be forged."))
    if call.address is None:
        told.append(_("The number was withheld, so nobody can call back."))
    return told + [
        _of_word(one) for one in call.words_at_exchange.all() if one.is_spoken and one.kept_at is None
    ]


def _of_word(word: Word) -> str:
    if word.next_try_at is None:
        return _("Their word could not be fetched from the telephone exchange: %(why)s") % {
            "why": word.trouble
        }
    return _("Their word is being fetched.") + (f" {word.trouble}" if word.trouble else "")


def _we_called(call: Call, told: dict[str, str]) -> str:
    if call.taken_at is None:
        return (_("%(by)s called %(name)s in vain") if call.ended_at else _("%(by)s calls %(name)s")) % told
    return (_("%(by)s called %(name)s") if call.ended_at else _("%(by)s talks with %(name)s")) % told


def _reach(call: Call) -> str:
    """How they say they are reached; that nobody checked it is said with it."""
    if not call.reach:
        return ""
    return _(" (%(reach)s, as they say)") % {
        "reach": shown(call.reach) if call.reach.startswith("+") else call.reach
    }
