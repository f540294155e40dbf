"""TLS: whether our letters reach the outgoing server encrypted, and until when its certificate holds."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from byhand.channels.adapter import Check, Refused
from byhand.channels.email import smtp
from byhand.channels.email.account import Server, smtp_of
from byhand.channels.email.addresses import domain_of
from byhand.channels.email.believed.asking import is_inside
from byhand.channels.inbox import Inbox

PATIENCE = 6.0
SOON = timedelta(days=14)


def look(inbox: Inbox) -> tuple[Check, str]:
    """The finding, and how the server calls itself in its greeting; empty if it says nothing. Raises nothing."""
    server = smtp_of(inbox)
    try:
        line = smtp.connect(server, own_name=domain_of(inbox.address), patience=PATIENCE)
    except Refused as problem:
        return Check("TLS", False, problem.reason), ""
    try:
        return _of(line, server), _name(line)
    finally:
        smtp.take_leave(line)


def _of(line: smtplib.SMTP, server: Server) -> Check:
    if server.security == "none":
        return _in_clear(line, server)
    certificate: Mapping[str, Any] = line.sock.getpeercert() if isinstance(line.sock, ssl.SSLSocket) else {}  # type: ignore[assignment]
    until = _until(certificate)
    facts = {"server": server, "day": date_format(until, "DATE_FORMAT") if until else ""}
    if until and until - timezone.now() < SOON:
        return Check("TLS", False, _(
            "The certificate of %(server)s ends on %(day)s. Whoever runs the server renews it in time."
        ) % facts)  # fmt: skip
    return Check(
        "TLS", True, _("%(server)s takes our letters encrypted; its certificate holds until %(day)s.") % facts
    )


def _in_clear(line: smtplib.SMTP, server: Server) -> Check:
    """Within one's own network that may be so."""
    facts = {"server": server}
    if line.has_extn("starttls"):
        return Check(
            "TLS",
            False,
            _("%(server)s offers STARTTLS, and we do not use it. Choose it under “Servers”.") % facts,
        )
    peer = line.sock.getpeername()[0] if line.sock else ""
    if is_inside(str(peer)):
        return Check(
            "TLS", True, _("%(server)s is in your own network and takes our letters in clear.") % facts
        )
    return Check("TLS", False, _(
        "%(server)s takes our letters in clear: anybody on the way reads them. Use a server with TLS."
    ) % facts)  # fmt: skip


def _until(certificate: Mapping[str, Any]) -> datetime | None:
    ends = certificate.get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if ends else None


def _name(line: smtplib.SMTP) -> str:
    """The first word of its answer to EHLO (RFC 5321, 4.1.1.1)."""
    said = (line.ehlo_resp or line.helo_resp or b"").decode("ascii", "replace").split()
    return said[0] if said else ""
