"""Reading what a domain publishes for mail programs (Mozilla's clientConfig, version 1.1), written by strangers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, XMLParser

from byhand.channels.email.account import Security

_HOST = re.compile(r"(?=.{3,253}$)([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)
_SECURITY: dict[str, Security] = {"SSL": "tls", "STARTTLS": "starttls"}


@dataclass(frozen=True, slots=True)
class PublishedServer:
    """One server as published."""

    host: str
    port: int
    security: Security
    user: str


@dataclass(frozen=True, slots=True)
class Published:
    """A domain's first IMAP and first SMTP server that speak encrypted."""

    incoming: PublishedServer
    outgoing: PublishedServer
    name: str


def read(raw: bytes, address: str) -> Published | None:
    """What it says for this address; None if it is no such document or offers nothing encrypted."""
    root = _parsed(raw)
    if root is None or root.tag != "clientConfig":
        return None
    incoming = _first(root, "emailProvider/incomingServer", "imap", address)
    outgoing = _first(root, "emailProvider/outgoingServer", "smtp", address)
    if incoming is None or outgoing is None:
        return None
    return Published(incoming, outgoing, (root.findtext("emailProvider/displayName") or "").strip()[:80])


def _parsed(raw: bytes) -> Element | None:
    """Without a document type there are no entities: none to expand, none to fetch."""
    if not raw or b"<!DOCTYPE" in raw.upper() or b"<!ENTITY" in raw.upper() or b"\0" in raw:
        return None
    try:
        parser = XMLParser()
        parser.feed(raw)
        return parser.close()
    except (ParseError, ValueError, LookupError):
        return None


def _first(root: Element, path: str, kind: str, address: str) -> PublishedServer | None:
    for element in root.iterfind(path):
        if element.get("type") == kind and (server := _server(element, address)) is not None:
            return server
    return None


def _server(element: Element, address: str) -> PublishedServer | None:
    host = _filled(element.findtext("hostname") or "", address).lower()
    port = (element.findtext("port") or "").strip()
    security = _SECURITY.get((element.findtext("socketType") or "").strip().upper())
    if not _HOST.fullmatch(host) or not port.isdigit() or not 0 < int(port) < 65536 or security is None:
        return None
    return PublishedServer(
        host, int(port), security, _filled(element.findtext("username") or "", address) or address
    )


def _filled(text: str, address: str) -> str:
    local, _, domain = address.rpartition("@")
    for mark, value in (("%EMAILADDRESS%", address), ("%EMAILLOCALPART%", local), ("%EMAILDOMAIN%", domain)):
        text = text.replace(mark, value)
    return text.strip()[:320]
