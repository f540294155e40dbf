"""The page a visitor is on, as a colleague may see it: where it is, not what was typed behind its ?."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST = 500


def bare(page: str) -> str:
    """Scheme, host and path; empty for anything but a page of the web. Codes and addresses hide behind ? and #."""
    try:
        parts = urlsplit(page.strip())
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    return "".join(one for one in f"{parts.scheme}://{host}{port}{parts.path}" if one.isprintable())[:LONGEST]
