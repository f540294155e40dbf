"""Events as sentences."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from byhand.conversations.event import Event
from byhand.team.user import User
from byhand.web import times

# What the thread shows anyway, by the message itself.
SHOWN_OTHERWISE = {Event.Kind.BEGAN, Event.Kind.BOUNCED, Event.Kind.MACHINE}
Kind = Event.Kind


def sentence_of(event: Event, colleagues: dict[int, User]) -> str:
    """What happened, with names; empty for what the thread shows otherwise."""
    if event.kind in SHOWN_OTHERWISE:
        return ""
    by, to = colleagues.get(event.by_id or 0), colleagues.get(event.to_id or 0)
    facts = {
        "by": by.name if by else "",
        "to": to.name if to else "",
        "words": event.words,
        "at": _moment(event),
        "rule": event.rule,
    }
    if event.rule:
        return _by_a_rule(event) % facts
    if event.kind == Kind.ASSIGNED:
        return (_assigned(by, to) + (": “%(words)s”" if event.words else "")) % facts
    sentence = _SENTENCES().get(Kind(event.kind), (event.get_kind_display(), event.get_kind_display()))
    return sentence[0 if by else 1] % facts


def _by_a_rule(event: Event) -> str:
    if event.kind == Kind.ASSIGNED:
        return _("Given to %(to)s by the rule “%(rule)s”")
    if event.kind == Kind.SNOOZED:
        return _("Put off until %(at)s by the rule “%(rule)s”")
    if event.kind == Kind.TAGGED:
        return _("Tagged “%(words)s” by the rule “%(rule)s”")
    return _("Folded away by the rule “%(rule)s”")


def _assigned(by: User | None, to: User | None) -> str:
    if to is None:
        return _("%(by)s gave it to nobody")
    if to == by:
        return _("%(by)s took it")
    return _("%(by)s gave it to %(to)s")


def _SENTENCES() -> dict[Event.Kind, tuple[str, str]]:  # noqa: N802 — a table that is read in the reader's language
    """By a colleague, and by nobody."""
    return {
        Kind.CAME_BACK: (_("Opened again by their answer"), _("Opened again by their answer")),
        Kind.BROUGHT: (_("%(by)s brought it along from %(words)s"), _("Brought along from %(words)s")),
        Kind.CLOSED: (_("%(by)s marked it as done"), _("Marked as done")),
        Kind.REOPENED: (_("%(by)s opened it again"), _("Opened again")),
        Kind.SNOOZED: (_("%(by)s put it off until %(at)s"), _("Put off until %(at)s")),
        Kind.WOKE: (_("%(by)s brought it back from later"), _("It came back from later")),
        Kind.FOLDED: (_("%(by)s called it not for us: %(words)s"), _("Folded away: %(words)s")),
        Kind.TOLD_OFF: _both(_("They told us off: it goes to %(to)s before everything else")),
        Kind.UNFOLDED: (_("%(by)s brought it back"), _("Brought back")),
        Kind.DELIVERY: (_("Delivery failed: %(words)s"), _("Delivery failed: %(words)s")),
        Kind.HELD: (_("A letter is held here: %(words)s"), _("A letter is held here: %(words)s")),
        Kind.UNWELCOME: _both(_("The mail program of %(words)s called a letter of ours unwanted")),
        Kind.MERGED: _both(_("%(by)s merged “%(words)s” into this")),
        Kind.WAS_MERGED: _both(_("%(by)s merged “%(words)s” into this")),
        Kind.APART: _both(_("%(by)s took “%(words)s” out again")),
        Kind.SPLIT: _both(_("%(by)s made a conversation of its own: “%(words)s”")),
        Kind.SPLIT_OFF: _both(_("%(by)s split it off from “%(words)s”")),
        Kind.WAS_SPLIT: _both(_("%(by)s split it off from “%(words)s”")),
        Kind.FORWARDED: _both(
            _("%(by)s forwarded a letter to %(words)s; what they answer comes there, not here")
        ),
        Kind.NOT_SENT_ON: _both(_("%(by)s took a forward back before it left")),
        Kind.ARTICLE: _both(_("They come from a help page that did not help: %(words)s")),
        Kind.UNASKED: _both(_("%(by)s wrote although there was no room for it: “%(words)s”")),
        Kind.FORWARD_OF: _both(_("%(by)s forwarded this from “%(words)s”")),
        Kind.PROMISED: (_("%(by)s promised: %(words)s"), _("Promised: %(words)s")),
        Kind.PRIVATE: (
            _("%(by)s made it private: %(words)s"),
            _("Entrusted to the owners, since nobody else who sees it works here: %(words)s"),
        ),
        Kind.TAGGED: (_("%(by)s tagged it “%(words)s”"), _("Tagged “%(words)s”")),
        Kind.UNTAGGED: (_("%(by)s took off the tag “%(words)s”"), _("The tag “%(words)s” was taken off")),
        Kind.OPENED: (_("%(by)s opened it to the inbox again"), _("Open to the inbox again")),
        Kind.THEY_PROMISED: _both(_("%(by)s noted what they promised: %(words)s")),
        Kind.THEY_KEPT: _both(_("They kept their promise, as %(by)s says: %(words)s")),
        Kind.MOVED: _both(_("%(by)s moved a promise: %(words)s")),
        Kind.BROKEN: _both(_("%(by)s calls a promise broken: %(words)s")),
        Kind.ASKED_BACK: _both(_("They asked the page to be called back; it promised that we do")),
        Kind.KEPT: (_("%(by)s kept a promise: %(words)s"), _("A promise was kept: %(words)s")),
    }


def _both(sentence: str) -> tuple[str, str]:
    """What a colleague alone can do."""
    return sentence, sentence


def _moment(event: Event) -> str:
    try:
        return times.clock(datetime.fromisoformat(event.words))
    except ValueError:
        return ""
