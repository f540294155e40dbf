"""Asking the DNS about a mail domain. What cannot be answered is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dns.exception
import dns.resolver

_PATIENCE = 4.0


@dataclass(frozen=True, slots=True)
class Srv:
    """One SRV record (RFC 2782)."""

    priority: int
    weight: int
    port: int
    host: str


def look_up_mx(domain: str) -> list[str]:
    """The hosts that take in the domain's mail, the preferred first, in lower case without the last dot."""
    found = sorted((int(one.preference), _plain(one.exchange)) for one in _answers(domain, "MX"))
    return [host for _preference, host in found]


def look_up_srv(name: str) -> list[Srv]:
    """The records of one service, such as `_imaps._tcp.example.org`."""
    return [Srv(one.priority, one.weight, one.port, _plain(one.target)) for one in _answers(name, "SRV")]


def _answers(name: str, kind: str) -> list[Any]:
    try:
        return list(dns.resolver.resolve(name, kind, lifetime=_PATIENCE))
    except (dns.exception.DNSException, OSError):
        return []


def _plain(name: object) -> str:
    return str(name).rstrip(".").lower()
