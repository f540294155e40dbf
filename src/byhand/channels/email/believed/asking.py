"""What is asked of the DNS. Tests put their own answers in its place."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import dns.exception
import dns.name
import dns.resolver
import dns.reversename

from byhand.channels.authenticity import NoName

_PATIENCE = 4.0
# Of a finding: it is not wrong, and nobody can tell from here that it is right.
UNDECIDED = {"undecided": "yes"}
# RFC 1918, 4193, 6598; loopback and what holds on one wire alone. Not `is_private`, which counts examples, too.
_INSIDE = tuple(map(ipaddress.ip_network, (
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "::1/128",
    "fc00::/7", "fe80::/10",
)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """Each gives nothing for what is not there, and raises NoName when nobody answers.

    `txt`: the texts of a name; `addresses`: IPv4 and IPv6 of a host; `hosts`: names of an address; `mx`: hosts.
    """

    txt: Callable[[str], Sequence[str]]
    addresses: Callable[[str], Sequence[str]]
    hosts: Callable[[str], Sequence[str]]
    mx: Callable[[str], Sequence[str]]


def _txt(name: str) -> list[str]:
    return [b"".join(one.strings).decode("utf-8", "replace") for one in _answers(name, "TXT")]


def _addresses(host: str) -> list[str]:
    return [str(one.address) for kind in ("A", "AAAA") for one in _answers(host, kind)]


def _hosts(address: str) -> list[str]:
    return [_plain(one.target) for one in _answers(dns.reversename.from_address(address).to_text(), "PTR")]


def _mx(domain: str) -> list[str]:
    return [_plain(one.exchange) for one in _answers(domain, "MX")]


THE_DNS = Names(_txt, _addresses, _hosts, _mx)


def is_inside(address: str) -> bool:
    """An address that the world never sees: of this machine, or of a network of one's own."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in one for one in _INSIDE)


def _answers(name: str, kind: str) -> list[Any]:
    """Raises NoName."""
    try:
        dns.name.from_text(name)
    except (dns.exception.DNSException, UnicodeError):
        return []  # nothing can have this name
    try:
        return list(dns.resolver.resolve(name, kind, lifetime=_PATIENCE))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, ValueError, UnicodeError) as problem:
        raise NoName(str(problem)) from None


def _plain(name: object) -> str:
    return str(name).rstrip(".").lower()
