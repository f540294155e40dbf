"""The fixed words of the notices that concern consent. Facts are put in; there is no other way to put anything in."""

from __future__ import annotations

from django.utils.translation import gettext as _


def opt_in_text() -> tuple[str, str]:
    return _("Please confirm that %(team)s may write to you"), _(
        "Someone, probably you, asked that %(team)s writes to this address about:\n\n%(topics)s\n\n"
        "If it was you, open this page and press the button there: %(link)s\n\n"
        "If it was not you, do nothing: then nothing comes. The link works for a week.\n\n"
        "This line was sent automatically. Questions answers %(contact)s: %(reach)s."
    )


def stopped_text() -> tuple[str, str]:
    return _("You get no more of these letters from %(team)s"), _(
        "You asked that %(team)s no longer writes to you about:\n\n%(topics)s\n\n"
        "That is so from this moment on. If it was not you, or you want to choose again: %(link)s\n\n"
        "This line was sent automatically, once. Questions answers %(contact)s: %(reach)s."
    )
