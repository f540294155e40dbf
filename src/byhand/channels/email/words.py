"""What went wrong with a mail server, said in a sentence that tells what to do next."""

from __future__ import annotations

import imaplib
import re
import smtplib
import socket
import ssl

from django.utils.translation import gettext as _
from imap_tools.errors import UnexpectedCommandStatusError

from byhand.channels.email.account import Server

# OpenSSL's verify codes (x509_vfy.h).
_EXPIRED, _SELF_SIGNED, _SELF_SIGNED_IN_CHAIN, _UNKNOWN_ISSUER, _WRONG_NAME = (
    (10,),
    18,
    19,
    (20, 21),
    (62, 64),
)
_SPACES = re.compile(r"\s+")
_LONGEST_ANSWER = 300

TROUBLE = (OSError, EOFError, smtplib.SMTPException, imaplib.IMAP4.error, UnexpectedCommandStatusError)


def sentence_for(problem: BaseException, server: Server) -> str:
    """The trouble in words; never the traceback, never the password."""
    if isinstance(problem, ssl.SSLCertVerificationError):
        return _certificate(problem, server)
    if isinstance(problem, ssl.SSLError):
        return _(
            "%(server)s refused an encrypted connection. Is the port right for TLS, or should it be STARTTLS?"
        ) % {"server": server}
    if isinstance(problem, TimeoutError):
        return _("%(host)s did not answer on port %(port)s in time. Is the name right, and is a firewall between?") % {
            "host": server.host, "port": server.port,
        }  # fmt: skip
    if isinstance(problem, socket.gaierror):
        return _("There is no server named “%(host)s”. Check the spelling.") % {"host": server.host}
    if isinstance(problem, ConnectionRefusedError):
        return _("%(host)s refused the connection on port %(port)s. Check the port.") % {
            "host": server.host, "port": server.port,
        }  # fmt: skip
    return _spoken(problem, server)


def wrong_password(server: Server, answer: str) -> str:
    """The server does not let this user in, and what to do about it where we know."""
    lower = answer.lower()
    if "application-specific password" in lower:
        return _(
            "Google wants an app password here, not the usual one. Make one in the Google account and enter it."
        )
    if "not enabled for imap" in lower or "imap access is disabled" in lower:
        return _("IMAP is switched off for this mailbox. Switch it on in the mailbox's own settings.")
    if "smtpclientauthentication is disabled" in lower:
        return _(
            "Microsoft has switched off sending by SMTP for this mailbox. Its administrator can allow it."
        )
    if "basic authentication is disabled" in lower:
        return _(
            "Microsoft takes no passwords here any more. Connect the mailbox with “Sign in with Microsoft”."
        )
    return _("%(server)s does not accept the password of %(user)s. It said: %(answer)s") % {
        "server": server, "user": server.user, "answer": answer,
    }  # fmt: skip


def answer_of(code: int, answer: bytes | str) -> str:
    """An SMTP answer on one line."""
    return f"{code} {said(answer)}".strip()


def said(answer: object) -> str:
    """What a server said, on one line and not too long."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    text = "".join(one if one.isprintable() else " " for one in text)
    return _SPACES.sub(" ", text).strip()[:_LONGEST_ANSWER]


def _certificate(problem: ssl.SSLCertVerificationError, server: Server) -> str:
    code = problem.verify_code
    if code in _WRONG_NAME:
        text = _("The certificate of %(server)s is for another name. Use the server's own name.")
    elif code in _EXPIRED:
        text = _("The certificate of %(server)s has expired. Whoever runs the server must renew it.")
    elif code in (_SELF_SIGNED, _SELF_SIGNED_IN_CHAIN):
        text = _("The certificate of %(server)s is self-signed and therefore not trusted.")
    else:
        text = _("The certificate of %(server)s is not trusted: nobody we know vouches for it.")
    return text % {"server": server}


def _spoken(problem: BaseException, server: Server) -> str:
    if isinstance(problem.__context__, TimeoutError):  # smtplib wraps it
        return sentence_for(problem.__context__, server)
    if isinstance(problem, (smtplib.SMTPServerDisconnected, imaplib.IMAP4.abort, ConnectionError, EOFError)):
        return _("The connection to %(server)s was cut.") % {"server": server}
    if isinstance(problem, smtplib.SMTPResponseException):
        answer = answer_of(problem.smtp_code, problem.smtp_error)
    elif isinstance(problem, UnexpectedCommandStatusError):
        answer = _imap_answer(problem)
    else:
        answer = said(problem)
    return _("%(server)s said: %(answer)s") % {"server": server, "answer": answer}


def _imap_answer(problem: UnexpectedCommandStatusError) -> str:
    """`('NO', [b'text'])` without its brackets."""
    status, lines = problem.command_result[0], problem.command_result[1]
    words = [said(line) for line in lines if line] if isinstance(lines, list) else [said(lines)]
    return f"{said(status)} {' '.join(words)}".strip()
