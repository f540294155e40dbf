"""Sending: one letter to one recipient in one SMTP transaction (RFC 5321), and what became of it.

The point of no return is the command DATA: up to it every trouble is a definite no. After it only an
answer of the server settles the matter; without one nobody knows, and nobody tries again unasked.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable

from django.utils.translation import gettext as _

from byhand.channels.adapter import Handover, NoAnswer, Refused
from byhand.channels.email.account import smtp_of
from byhand.channels.email.addresses import for_the_wire, is_whole, needs_smtputf8
from byhand.channels.email.composing import compose
from byhand.channels.email.dkim import sign
from byhand.channels.email.smtp import open_smtp, take_leave
from byhand.channels.email.words import TROUBLE, answer_of, sentence_for
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.channels.sending_key import key_is_lost, signers_of
from byhand.files import store
from byhand.kit.delivery_status import status_in
from byhand.kit.slowing import asks_to_slow_down
from byhand.team.secrets import LostKey

# How long the server may think after the last dot (RFC 5321, 4.5.3.2.6 allows it ten minutes).
PATIENCE_AFTER_DOT = 300.0
_FIRST_DOT = re.compile(rb"^\.", re.MULTILINE)
# 5xx that speak of us and not of the letter: a person mends the settings (RFC 4954, 6; RFC 3207).
_ABOUT_US = (530, 534, 535, 538)


def send(inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]) -> Handover:
    """Hands the letter over. Raises Refused while nothing was taken, NoAnswer when nobody knows."""
    letter = _letter(inbox, outgoing)
    if not is_whole(recipient):
        raise Refused(_("“%(address)s” is no e-mail address.") % {"address": recipient}, permanent=True)
    smtp = open_smtp(inbox)
    try:
        _envelope(smtp, inbox, outgoing, recipient, letter)
        about_to_speak()
        return _speak(smtp, letter)
    except TROUBLE as problem:  # `_speak` lets none through
        raise Refused(sentence_for(problem, smtp_of(inbox)), permanent=False) from None
    finally:
        take_leave(smtp)


def _letter(inbox: Inbox, outgoing: Outgoing) -> bytes:
    try:
        return sign(compose(outgoing), signers_of(inbox))
    except LostKey:
        raise Refused(key_is_lost(), permanent=False) from None
    except store.Missing:
        raise Refused(
            _("A file of this letter is no longer in the store. Attach it again and send anew."),
            permanent=True,
        ) from None


def _envelope(smtp: smtplib.SMTP, inbox: Inbox, outgoing: Outgoing, recipient: str, letter: bytes) -> None:
    """MAIL and RCPT. Raises Refused with the server's own words."""
    options = _options(smtp, recipient, letter)
    sender = "" if outgoing.automatic else for_the_wire(outgoing.return_path or inbox.address)
    code, answer = smtp.mail(sender, options)
    if code >= 500 and outgoing.automatic:  # some servers take nothing from the null path, not even a notice
        smtp.rset()
        code, answer = smtp.mail(for_the_wire(inbox.address), options)
    if code != 250:
        raise refusal_of(code, answer)
    code, answer = smtp.rcpt(for_the_wire(recipient))
    if code not in (250, 251):
        raise refusal_of(code, answer, of_the_recipient=True)


def _options(smtp: smtplib.SMTP, recipient: str, letter: bytes) -> list[str]:
    options: list[str] = []
    limit = smtp.esmtp_features.get("size", "")
    if smtp.has_extn("size"):
        options.append(f"SIZE={len(letter)}")
    if limit.isdigit() and 0 < int(limit) < len(letter):
        raise Refused(
            _("The letter has %(size)s MB and the mail server takes at most %(limit)s. Leave out a file.")
            % {"size": _megabytes(len(letter)), "limit": _megabytes(int(limit))},
            permanent=True,
        )
    if needs_smtputf8(recipient) or not letter.isascii():
        if not smtp.has_extn("smtputf8"):
            raise Refused(_("Our mail server cannot write to an address with such letters before the @."),
                          permanent=True)  # fmt: skip
        options.append("SMTPUTF8")
    return options


def _speak(smtp: smtplib.SMTP, letter: bytes) -> Handover:
    """DATA, the letter, the last dot. Raises Refused on a definite no, else NoAnswer."""
    try:
        smtp.putcmd("data")
        code, answer = smtp.getreply()
        if code == 354:
            if smtp.sock:
                smtp.sock.settimeout(PATIENCE_AFTER_DOT)
            smtp.send(_FIRST_DOT.sub(b"..", letter) + b".\r\n")
            code, answer = smtp.getreply()
    except TROUBLE:
        raise NoAnswer(no_answer()) from None
    if 400 <= code < 600:
        raise refusal_of(code, answer, of_the_recipient=True)
    if not 200 <= code < 300:
        raise NoAnswer(no_answer())
    return Handover(answer_of(code, answer))


def refusal_of(code: int, answer: bytes, *, of_the_recipient: bool = False) -> Refused:
    permanent = code >= 500 and code not in _ABOUT_US
    spoken = answer_of(code, answer)
    text = (
        _("The mail server refused it: %(answer)s")
        if permanent
        else _("The mail server put it off: %(answer)s")
    )
    said = (status_in(spoken), spoken) if of_the_recipient and permanent else None
    slower = of_the_recipient and not permanent and asks_to_slow_down(spoken)
    return Refused(
        text % {"answer": spoken}, permanent=permanent, of_the_recipient=said, asks_to_slow_down=slower
    )


def no_answer() -> str:
    return _("The mail server was told everything and gave no answer. Perhaps it was delivered, perhaps not.")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
