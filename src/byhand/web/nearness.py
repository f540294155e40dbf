"""Whether a request comes from this very machine, with nothing in between."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

# What a proxy adds. One on the same machine makes every stranger look local.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED",
             "HTTP_X_REAL_IP", "HTTP_VIA")  # fmt: skip


def is_from_this_machine(request: HttpRequest) -> bool:
    """True only if sender, name called and our own address are all loopback, and no proxy stands between."""
    called = urlsplit(f"//{request.META.get('HTTP_HOST', '')}").hostname or ""
    ours = urlsplit(str(settings.BASE_URL)).hostname or ""
    sender = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = any(name in request.META for name in FORWARDED)
    return not forwarded and all(_is_loopback(one) for one in (sender, called, ours))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
