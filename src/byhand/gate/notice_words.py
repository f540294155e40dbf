"""The fixed words of every notice, each with what stands below it. Facts are put in; there is no other way in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.gate.notice import Notice


def _receipt_text() -> tuple[str, str]:
    return _("We have your message"), _(
        "Your message has arrived at %(team)s.\n\n"
        "A person reads it: %(contact)s answers you, or asks the colleague who knows best. "
        "To talk to someone now: %(reach)s.\n\n"
        "This line was sent automatically, once; everything else you get from us is written by hand."
    )


def _sign_in_text() -> tuple[str, str]:
    return _("Choose a new password for %(team)s"), _(
        "Someone, probably you, asked for a new password at the desk of %(team)s.\n\n"
        "Choose it here: %(link)s\n\n"
        "If it was not you, do nothing. Questions answers %(contact)s: %(reach)s."
    )


def _invitation_text() -> tuple[str, str]:
    return _("%(contact)s invites you to the desk of %(team)s"), _(
        "%(contact)s invites you to work at the desk of %(team)s.\n\n"
        "Come in here: %(link)s\n\n"
        "The link works once, for two weeks. Questions answers %(contact)s: %(reach)s."
    )


def _failure_text() -> tuple[str, str]:
    return _("Your letter to %(recipient)s did not arrive"), _(
        "“%(subject)s” did not reach %(recipient)s.\n\n%(reason)s\n\n"
        "Your words are kept: %(link)s\n\n"
        "This was sent automatically by the desk of %(team)s. Questions answers %(contact)s: %(reach)s."
    )


def _digest_text() -> tuple[str, str]:
    return _("What waits for you at %(team)s"), _(
        "%(lines)s\n\n"
        "Look at it here: %(link)s\n\n"
        "This was sent automatically by the desk of %(team)s, because you chose so. Choose again, or none of it: "
        "%(choices)s. Questions answers %(contact)s: %(reach)s."
    )


def _opt_in_text() -> tuple[str, str]:
    return _("Please confirm that %(team)s may write to you"), _(
        "Someone, probably you, asked that %(team)s writes to this address about:\n\n%(topics)s\n\n"
        "If it was you, open this page and press the button there: %(link)s\n\n"
        "If it was not you, do nothing: then nothing comes. The link works for a week.\n\n"
        "This line was sent automatically. Questions answers %(contact)s: %(reach)s."
    )


def _stopped_text() -> tuple[str, str]:
    return _("You get no more of these letters from %(team)s"), _(
        "You asked that %(team)s no longer writes to you about:\n\n%(topics)s\n\n"
        "That is so from this moment on. If it was not you, or you want to choose again: %(link)s\n\n"
        "This line was sent automatically, once. Questions answers %(contact)s: %(reach)s."
    )


def _still_wanted_text() -> tuple[str, str]:
    return _("Do you still want to hear from %(team)s?"), _(
        "You once wished to hear from %(team)s, and we have not heard from you for a long time. So we stop.\n\n"
        "If you still want to hear from us, open this page and press the button there: %(link)s\n\n"
        "If not, do nothing: then nothing more comes.\n\n"
        "This line was sent automatically, once. Questions answers %(contact)s: %(reach)s."
    )


def _complaint_text() -> tuple[str, str]:
    return _("Your letter “%(subject)s” was marked as unwanted"), _(
        "The mail program of %(recipient)s reported your letter as unwanted. This happens easily: the button stands "
        "beside the others, and says nothing about what you wrote.\n\n"
        "From now on we begin nothing with them. You can still answer whatever they write.\n\n"
        "The letter: %(link)s\n\n"
        "This was sent automatically by the desk of %(team)s. Questions answers %(contact)s: %(reach)s."
    )


TEXTS = {
    Notice.Kind.COMPLAINT: _complaint_text,
    Notice.Kind.RECEIPT: _receipt_text,
    Notice.Kind.SIGN_IN: _sign_in_text,
    Notice.Kind.INVITATION: _invitation_text,
    Notice.Kind.DELIVERY_FAILURE: _failure_text,
    Notice.Kind.DIGEST: _digest_text,
    Notice.Kind.OPT_IN: _opt_in_text,
    Notice.Kind.STOPPED: _stopped_text,
    Notice.Kind.STILL_WANTED: _still_wanted_text,
}
