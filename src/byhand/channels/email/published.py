"""Fetching what a domain publishes for mail programs, without being led astray.

The domain is typed in by a person and its pages are written by strangers: the connection goes only to public
addresses, to exactly the address that was checked (a name may answer differently the second time), follows no
redirect, and ends after a few seconds or kilobytes.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import httpcore

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


def public_addresses(host: str, port: int) -> list[str]:
    """The public IP addresses of a host; none if any of its addresses is one of a house or of this machine."""
    found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    return sorted(map(str, found)) if all(_is_public(str(one)) for one in found) else []


def _is_public(text: str) -> bool:
    """Addresses in disguise (`::ffff:10.0.0.1`, 6to4, NAT64) count as what they stand for."""
    address = ipaddress.ip_address(text.partition("%")[0])
    inner = _disguised(address)
    return address.is_global and not address.is_multicast and (inner is None or _is_public(str(inner)))


def _disguised(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(address.packed[12:])
    return address.ipv4_mapped or address.sixtofour


def _body(answer: httpcore.Response, until: float) -> bytes:
    """As much as is allowed; a page that dribbles or swells is nothing."""
    body = b""
    for piece in answer.iter_stream():
        body += piece
        if len(body) > LARGEST or time.monotonic() > until:
            return b""
    return body


class PublicOnly(httpcore.NetworkBackend):
    """Connects to the address that was checked and to no other."""

    def __init__(self) -> None:
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        addresses: Sequence[str] = public_addresses(host, port)
        if not addresses:
            raise httpcore.ConnectError(f"{host} is not a public address.")
        return self._real.connect_tcp(addresses[0], port, timeout, local_address, socket_options)
