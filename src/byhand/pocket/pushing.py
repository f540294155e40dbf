"""Web push (RFC 8030): a few sealed bytes to the push service of a browser, which wakes it.

Where to post is what a browser told us, so it may be anything: the connection goes to public addresses alone, by TLS,
follows no redirect, reads nothing but the first line of the answer and ends after a few seconds.
"""

from __future__ import annotations

import enum
import re
import ssl
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpcore

from byhand.channels.hurried import Hurried
from byhand.channels.public_only import PublicOnly
from byhand.pocket.encrypting import encrypt
from byhand.pocket.naming import authorization

PATIENCE = 5.0
ALTOGETHER = 10.0
# A push service keeps one message of this topic: the newer one takes the place of the older (RFC 8030, 5.4).
TOPIC = "byhand"
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
_VISIBLE = re.compile(r"[!-~]{12,1000}")


class Outcome(enum.Enum):
    """What became of a push message."""

    TAKEN = "taken"
    GONE = "gone"  # that browser listens no more
    REFUSED = "refused"  # surely not taken
    PERHAPS = "perhaps"  # the line was cut before the answer


def may_be_asked(endpoint: str) -> bool:
    """Whether this looks like a push service: TLS, a host by its public name, no other port, nobody's password."""
    if not _VISIBLE.fullmatch(endpoint):
        return False
    try:
        place = urlsplit(endpoint)
        port = place.port
    except ValueError:
        return False
    named = bool(_HOST.fullmatch(place.hostname or "")) and "@" not in place.netloc
    return place.scheme == "https" and named and port in (None, 443) and not place.fragment


def push(endpoint: str, words: bytes, *, key: bytes, secret: bytes, lasts: int, contact: str) -> Outcome:
    """Posts the words, sealed. They are worth nothing after `lasts` seconds. Never raises for what others do."""
    headers: dict[bytes | str, bytes | str] = {
        "Authorization": authorization(endpoint, contact=contact), "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream", "TTL": str(lasts), "Urgency": "normal", "Topic": TOPIC,
    }  # fmt: skip
    hurried = Hurried(time.monotonic() + ALTOGETHER, through=PublicOnly())
    try:
        status = _status_of(endpoint, encrypt(words, key=key, secret=secret), headers, hurried)
    except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.UnsupportedProtocol):
        return Outcome.REFUSED
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        return Outcome.PERHAPS
    except (OSError, ValueError):  # a name that does not resolve, an address that is none
        return Outcome.REFUSED
    return _outcome(status)


def _status_of(
    endpoint: str, body: bytes, headers: Mapping[bytes | str, bytes | str], line: httpcore.NetworkBackend
) -> int:
    patience = dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)
    with (
        httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=line) as pool,
        pool.stream(
            "POST", endpoint, headers=headers, content=body, extensions={"timeout": patience}
        ) as answer,
    ):
        return answer.status


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.TAKEN
    return Outcome.GONE if status in (404, 410) else Outcome.REFUSED
