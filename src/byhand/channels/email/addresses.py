"""Addresses as they cross the wire."""

from __future__ import annotations

import re

from byhand.kit.domains import in_ascii

_NEVER = re.compile(r"[\x00-\x20\x7f<>\u0085\u2028\u2029\ud800-\udfff]+")


_LONGEST = 320  # RFC 5321, 4.5.3.1: 64 before the @, 255 behind it


def is_whole(address: str) -> bool:
    """Whether it can be sent to as it stands: what would be cleaned away may make it somebody else's."""
    local, _, domain = address.rpartition("@")
    return bool(local and domain) and len(address) <= _LONGEST and not _NEVER.search(address)


def for_the_wire(address: str) -> str:
    """The address without anything that could end it, its domain in ASCII (RFC 5891)."""
    local, at, domain = _NEVER.sub("", address)[:_LONGEST].rpartition("@")
    return f"{local}{at}{_ascii_domain(domain)}"


def needs_smtputf8(address: str) -> bool:
    """Whether only RFC 6531 can carry it: letters beyond ASCII before the @."""
    return not for_the_wire(address).isascii()


def domain_of(address: str) -> str:
    """What stands behind the @, in ASCII and lower case."""
    return for_the_wire(address).rpartition("@")[2].lower()


def _ascii_domain(domain: str) -> str:
    try:
        return in_ascii(domain)
    except UnicodeError:
        return domain
