"""How often: what strangers and programs may do in a while, by where they come from. All processes count together."""

from __future__ import annotations

from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def too_often(request: HttpRequest, what: str, *, most: int, seconds: int, of_all: int = 0) -> bool:
    """Counts this time; True past `most` from there in that while, or past `of_all` from everywhere together.

    The address is kept as a digest, and for that while.
    """
    whence = sha256(f"{settings.SECRET_KEY}{what} {_network(request)}".encode()).hexdigest()[:32]
    return _is_past(f"often-{whence}", most, seconds) or bool(
        of_all and _is_past(f"often-{what}", of_all, seconds)
    )


def _is_past(key: str, most: int, seconds: int) -> bool:
    if cache.add(key, 1, seconds):
        return most < 1
    try:
        return cache.incr(key) > most
    except ValueError:  # its while ended between the two lines above
        return False


def _network(request: HttpRequest) -> str:
    """A home has one IPv4 address, or a whole /64 of IPv6."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ip_network(f"{address}/64", strict=False))
