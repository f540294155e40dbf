"""Too often: how much came from one network to one public page lately. Kept as a digest, for ten minutes."""

from __future__ import annotations

from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 600
# A family, a school class and an office share one address; a machine sends hundreds.
MOST_IN_A_WINDOW = 12


def comes_too_often(request: HttpRequest, page: str) -> bool:
    """Counts this sending; True past the bound."""
    key = f"{page}:" + sha256(f"{settings.SECRET_KEY}{_network(request)}".encode()).hexdigest()[:40]
    if cache.add(key, 1, WINDOW):
        return False
    try:
        return cache.incr(key) > MOST_IN_A_WINDOW
    except ValueError:  # it ran out just now
        return False


def _network(request: HttpRequest) -> str:
    """The address, of IPv6 the /64 that one household has."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))
