"""A signed-in connection to the mailbox's incoming server."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress

from django.utils.translation import gettext as _
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailboxStarttlsError, MailBoxUnencrypted
from imap_tools.errors import MailboxLoginError

from byhand.channels.adapter import Refused
from byhand.channels.email import oauth
from byhand.channels.email.account import Server, imap_of, provider_of
from byhand.channels.email.words import TROUBLE, said, sentence_for, wrong_password
from byhand.channels.inbox import Inbox

PATIENCE = 30.0
# RFC 5530: the server cannot tell just now, so the password is not to blame.
_NOT_NOW = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")


@contextmanager
def signed_in(inbox: Inbox) -> Generator[BaseMailBox]:
    """A connection for a while; whatever a server does to it becomes Refused with a sentence."""
    server = imap_of(inbox)
    mailbox = open_imap(inbox)
    try:
        yield mailbox
    except TROUBLE as problem:
        raise Refused(sentence_for(problem, server), permanent=False) from problem
    finally:
        take_leave(mailbox)


def open_imap(inbox: Inbox) -> BaseMailBox:
    """Connected, encrypted and signed in; no folder is open. Raises Refused."""
    server = imap_of(inbox)
    mailbox = connect(server)
    try:
        sign_in(mailbox, server, inbox)
    except BaseException:
        take_leave(mailbox)
        raise
    return mailbox


def connect(server: Server, *, patience: float | None = None) -> BaseMailBox:
    """Greeted and, unless the team wants none, encrypted. Raises Refused."""
    if not server.host:
        raise Refused(_("The mailbox has no incoming server. Enter one in its settings."), permanent=False)
    try:
        return _connection(server, patience or PATIENCE)
    except MailboxStarttlsError:
        raise Refused(_no_starttls(server), permanent=False) from None
    except (*TROUBLE, ValueError) as problem:
        text = _no_starttls(server) if "TLS not supported" in str(problem) else sentence_for(problem, server)
        raise Refused(text, permanent=False) from None


def sign_in(mailbox: BaseMailBox, server: Server, inbox: Inbox) -> None:
    """By token or password. Raises Refused."""
    try:
        if provider_of(inbox):
            _by_token(mailbox, server, inbox)
        else:
            _by_password(mailbox, server)
    except TROUBLE as problem:
        raise Refused(_not_signed_in(problem, server), permanent=False) from None


def take_leave(mailbox: BaseMailBox) -> None:
    """Says goodbye; nothing depends on it."""
    with suppress(*TROUBLE):
        if mailbox.client.sock:
            mailbox.client.sock.settimeout(2.0)
        mailbox.logout()
    with suppress(*TROUBLE):
        mailbox.client.shutdown()


def _connection(server: Server, patience: float) -> BaseMailBox:
    if server.security == "tls":
        return MailBox(server.host, server.port, timeout=patience, ssl_context=server.trust())
    if server.security == "starttls":
        return MailBoxStartTls(server.host, server.port, timeout=patience, ssl_context=server.trust())
    return MailBoxUnencrypted(server.host, server.port, timeout=patience)


def _by_password(mailbox: BaseMailBox, server: Server) -> None:
    """LOGIN carries ASCII alone; any other password goes by AUTHENTICATE PLAIN (RFC 4616)."""
    if f"{server.user}{server.password}".isascii():
        mailbox.login(server.user, server.password, initial_folder=None)
    else:
        mailbox.login_utf8(server.user, server.password, initial_folder=None)


def _by_token(mailbox: BaseMailBox, server: Server, inbox: Inbox) -> None:
    """Once more with a new token if the one we have is not taken although it should last."""
    try:
        mailbox.xoauth2(server.user, oauth.access_token(inbox), initial_folder=None)
    except (MailboxLoginError, mailbox.client.error) as problem:
        if isinstance(problem, mailbox.client.abort):
            raise
        mailbox.xoauth2(server.user, oauth.access_token(inbox, renew=True), initial_folder=None)


def _not_signed_in(problem: BaseException, server: Server) -> str:
    """imaplib tells a cut line (`abort`) from a no (`error`); imap_tools has an error of its own for the no."""
    answer = said(problem.command_result[1][0]) if isinstance(problem, MailboxLoginError) else said(problem)
    if any(code in answer.upper() for code in _NOT_NOW):
        return _("%(server)s cannot let us in just now: %(answer)s") % {"server": server, "answer": answer}
    if isinstance(problem, MailboxLoginError) or type(problem).__name__ == "error":
        return wrong_password(server, answer)
    return sentence_for(problem, server)


def _no_starttls(server: Server) -> str:
    return _("%(server)s offers no STARTTLS, so nothing was said to it. Try TLS on port 993.") % {
        "server": server
    }
