"""How one mailbox is reached: its servers and its ways in, read from the inbox's row."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any, Literal

from byhand.channels.inbox import Inbox

Security = Literal["tls", "starttls", "none"]
Provider = Literal["google", "microsoft"]

_IMAP_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_SMTP_PORTS = {"tls": 465, "starttls": 587, "none": 25}


@dataclass(frozen=True, slots=True)
class Server:
    """One server of the mailbox and who signs in there; nobody signs in without a user."""

    host: str
    port: int
    security: Security
    user: str
    password: str
    ca_file: str = ""

    def trust(self) -> ssl.SSLContext:
        """Certificates are always checked, against the system's list or the team's own authority."""
        return ssl.create_default_context(cafile=self.ca_file or None)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def imap_of(inbox: Inbox) -> Server:
    """Where its mail comes from."""
    options, secrets = inbox.options, inbox.secrets
    user = str(options.get("imap_user") or inbox.address)
    return _server(options, "imap", _IMAP_PORTS, user, str(secrets.get("password", "")))


def smtp_of(inbox: Inbox) -> Server:
    """Where its mail goes out; the user and password of the mailbox unless it has others."""
    options, secrets = inbox.options, inbox.secrets
    user = str(options.get("smtp_user", options.get("imap_user") or inbox.address))
    password = str(secrets.get("smtp_password") or secrets.get("password", ""))
    return _server(options, "smtp", _SMTP_PORTS, user, password)


def provider_of(inbox: Inbox) -> Provider | None:
    """Whose sign-in it uses; None with a password."""
    return {"oauth-google": "google", "oauth-microsoft": "microsoft"}.get(str(inbox.options.get("auth")))  # type: ignore[return-value]


def _server(options: dict[str, Any], kind: str, ports: dict[str, int], user: str, password: str) -> Server:
    security = str(options.get(f"{kind}_security") or "tls")
    known: Security = security if security in ("tls", "starttls", "none") else "tls"
    return Server(
        host=str(options.get(f"{kind}_host", "")).strip(),
        port=int(options.get(f"{kind}_port") or ports[known]),
        security=known,
        user=user,
        password=password,
        ca_file=str(options.get("ca_file", "")),
    )
