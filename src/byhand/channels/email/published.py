"""Fetching what a domain publishes for mail programs, without being led astray.

The domain is typed in by a person and its pages are written by strangers: the connection goes only to public
addresses, to exactly the address that was checked (a name may answer differently the second time), follows no
redirect, and ends after a few seconds or kilobytes.
"""

from __future__ import annotations

import ssl
import time
from urllib.parse import quote

import httpcore

from byhand.channels.public_only import PublicOnly

PATIENCE = 4.0
ALTOGETHER = 6.0
LARGEST = 100_000
_TROUBLE = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)
PLACES = (
    "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}",
    "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
)


def fetch_published(domain: str, address: str) -> bytes:
    """The first of the usual places that has something; empty if none has."""
    until = time.monotonic() + ALTOGETHER
    for place in PLACES:
        found = fetch(place.format(domain=domain, address=quote(address)), until=until)
        if found:
            return found
    return b""


def fetch(url: str, *, until: float) -> bytes:
    """The page behind the address, or nothing: for any trouble, any redirect, anything too large or too slow."""
    patience = dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)
    plain = [(b"Accept-Encoding", b"identity")]  # nothing to unpack
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=ssl.create_default_context(), network_backend=PublicOnly()
            ) as pool,
            pool.stream("GET", url, headers=plain, extensions={"timeout": patience}) as answer,
        ):
            return _body(answer, until) if answer.status == 200 else b""
    except (*_TROUBLE, OSError, ValueError):
        return b""


def _body(answer: httpcore.Response, until: float) -> bytes:
    """As much as is allowed; a page that dribbles or swells is nothing."""
    body = b""
    for piece in answer.iter_stream():
        body += piece
        if len(body) > LARGEST or time.monotonic() > until:
            return b""
    return body
