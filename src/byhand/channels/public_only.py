"""Connecting to public addresses alone: for whatever a stranger, or a form, says where to go.

To exactly the address that was checked: a name may answer differently the second time.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Sequence

import httpcore


class NotPublic(httpcore.ConnectError):
    """The host is one of a house or of this machine; nothing was connected to."""


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
            raise NotPublic(f"{host} is not a public address.")
        return self._real.connect_tcp(addresses[0], port, timeout, local_address, socket_options)


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
