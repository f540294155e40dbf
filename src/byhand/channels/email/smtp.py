"""A signed-in connection to the mailbox's outgoing server."""

from __future__ import annotations

import base64
import smtplib
from contextlib import suppress

from django.utils.translation import gettext as _

from byhand.channels.adapter import Refused
from byhand.channels.email import oauth
from byhand.channels.email.account import Server, provider_of, smtp_of
from byhand.channels.email.addresses import domain_of
from byhand.channels.email.words import TROUBLE, answer_of, sentence_for, wrong_password
from byhand.channels.inbox import Inbox

PATIENCE = 30.0
PATIENCE_WITH_GOODBYE = 2.0
_AUTH_OK = (235, 503)
_TRY_LATER = 454  # RFC 4954, 4.7.: temporary authentication failure


def open_smtp(inbox: Inbox) -> smtplib.SMTP:
    """Connected, encrypted and signed in. Raises Refused, never for good: a person can mend all of it."""
    server = smtp_of(inbox)
    smtp = connect(server, own_name=domain_of(inbox.address))
    try:
        sign_in(smtp, server, inbox)
    except BaseException:
        smtp.close()
        raise
    return smtp


def connect(server: Server, *, own_name: str, patience: float | None = None) -> smtplib.SMTP:
    """Greeted and, unless the team wants none, encrypted. Raises Refused."""
    if not server.host:
        raise Refused(_("The mailbox has no outgoing server. Enter one in its settings."), permanent=False)
    try:
        smtp = _connection(server, own_name or "localhost", patience or PATIENCE)
    except (*TROUBLE, ValueError) as problem:
        raise Refused(sentence_for(problem, server), permanent=False) from None
    try:
        _greet(smtp, server)
    except (*TROUBLE, ValueError) as problem:
        smtp.close()
        raise Refused(sentence_for(problem, server), permanent=False) from None
    return smtp


def sign_in(smtp: smtplib.SMTP, server: Server, inbox: Inbox) -> None:
    """By token or password; without a user nobody signs in. Raises Refused."""
    if not server.user:
        return
    try:
        if provider_of(inbox):
            code, answer = _by_token(smtp, server, inbox)
        else:
            code, answer = _by_password(smtp, server)
    except TROUBLE as problem:
        raise Refused(sentence_for(problem, server), permanent=False) from None
    if code not in _AUTH_OK:
        raise Refused(_not_signed_in(code, answer, server), permanent=False)


def take_leave(smtp: smtplib.SMTP) -> None:
    """Says goodbye; nothing depends on it."""
    with suppress(*TROUBLE):
        if smtp.sock:
            smtp.sock.settimeout(PATIENCE_WITH_GOODBYE)
            smtp.docmd("quit")
    smtp.close()


def _connection(server: Server, own_name: str, patience: float) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, own_name, timeout=patience, context=server.trust())
    return smtplib.SMTP(server.host, server.port, own_name, timeout=patience)


def _greet(smtp: smtplib.SMTP, server: Server) -> None:
    """EHLO, and STARTTLS where it is wanted: never in clear when the server happens not to offer it."""
    smtp.ehlo_or_helo_if_needed()
    if server.security == "starttls":
        if not smtp.has_extn("starttls"):
            raise Refused(
                _("%(server)s offers no STARTTLS, so nothing was said to it. Try TLS on port 465.")
                % {"server": server},
                permanent=False,
            )
        smtp.starttls(context=server.trust())
        smtp.ehlo_or_helo_if_needed()


def _by_token(smtp: smtplib.SMTP, server: Server, inbox: Inbox) -> tuple[int, bytes]:
    code, answer = _xoauth2(smtp, server.user, oauth.access_token(inbox))
    if code == 535:
        code, answer = _xoauth2(smtp, server.user, oauth.access_token(inbox, renew=True))
    return code, answer


def _xoauth2(smtp: smtplib.SMTP, user: str, token: str) -> tuple[int, bytes]:
    """RFC 4954 with Google's mechanism; a refusal comes as a challenge that wants an empty answer."""
    permit = f"user={user}\x01auth=Bearer {token}\x01\x01"
    code, answer = smtp.docmd("AUTH", f"XOAUTH2 {_base64(permit)}")
    return smtp.docmd("") if code == 334 else (code, answer)


def _by_password(smtp: smtplib.SMTP, server: Server) -> tuple[int, bytes]:
    """PLAIN (RFC 4616), else LOGIN; not smtplib's own, which knows ASCII passwords alone."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered or "LOGIN" not in offered:
        both = f"\0{server.user}\0{server.password}"
        return smtp.docmd("AUTH", f"PLAIN {_base64(both)}")
    code, answer = smtp.docmd("AUTH", f"LOGIN {_base64(server.user)}")
    return smtp.docmd(_base64(server.password)) if code == 334 else (code, answer)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _not_signed_in(code: int, answer: bytes, server: Server) -> str:
    if code == 535 or code == 534:
        return wrong_password(server, answer_of(code, answer))
    if code == _TRY_LATER:
        return _("%(server)s cannot check passwords just now. It is tried again.") % {"server": server}
    return _("%(server)s did not let us sign in: %(answer)s") % {
        "server": server,
        "answer": answer_of(code, answer),
    }
