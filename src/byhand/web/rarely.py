"""Rarely: how often one address of the net may do something, counted by all processes of a house together.

What is kept is a digest of the address, and goes with the hour.
"""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def may(request: HttpRequest, what: str, *, times: int, of_all: int) -> bool:
    """Whether it may be done once more within the hour: so many times from there, so many from everywhere."""
    there = str(request.META.get("REMOTE_ADDR", ""))
    mark = sha256(f"{settings.SECRET_KEY}\n{_net_of(there)}".encode()).hexdigest()[:24]
    return _count(f"{what}:{mark}", times) and _count(f"{what}:all", of_all)


def _count(key: str, most: int) -> bool:
    if cache.add(key, 1, HOUR):
        return True
    if cache.get(key, 0) >= most:
        return False
    try:
        cache.incr(key)
    except ValueError:  # the hour ended between the two lines above
        cache.add(key, 1, HOUR)
    return True


def _net_of(address: str) -> str:
    """Whoever has one IPv6 address has 2^64 of them (RFC 6177): the network counts as one."""
    return ":".join(address.split(":")[:4]) if ":" in address else address
