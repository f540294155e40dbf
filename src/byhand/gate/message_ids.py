"""The ids we mint for mail, so that an answer to one of them can be told from a forgery.

`<bh.RANDOM.KEYEDHASH@domain>` with HMAC-SHA256 cut to 100 bits (RFC 2104 section 5: not under 80).
The marker that stands in the signature of a letter carries the same pair, for answers whose headers were lost.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from hashlib import sha256

from django.conf import settings

_OURS = re.compile(r"^bh\.([a-z2-7]{16})\.([a-z2-7]{20})@", re.IGNORECASE)
_TOKEN = re.compile(r"^(?:bh-)?([a-z2-7]{16})([a-z2-7]{20})$", re.IGNORECASE)


def mint(domain: str) -> str:
    """A new Message-ID, without angle brackets."""
    name = base64.b32encode(secrets.token_bytes(10)).decode().lower()
    return f"bh.{name}.{_keyed_hash(name)}@{domain}"


def is_ours(message_id: str) -> bool:
    """Whether this house minted the id."""
    found = _OURS.match(message_id)
    return bool(found and _matches(found[1], found[2]))


def marker_of(message_id: str) -> str:
    """The marker that a letter with this id carries; empty for a foreign id."""
    found = _OURS.match(message_id)
    return f"bh-{found[1]}{found[2]}" if found else ""


def id_start_of(marker: str) -> str:
    """What the Message-ID of a genuine marker (or its token alone) begins with; empty for a forged one."""
    found = _TOKEN.match(marker)
    if found is None or not _matches(found[1], found[2]):
        return ""
    return f"bh.{found[1].lower()}.{found[2].lower()}@"


def _matches(name: str, given: str) -> bool:
    return hmac.compare_digest(_keyed_hash(name.lower()), given.lower())


def _keyed_hash(name: str) -> str:
    whole = hmac.new(settings.MESSAGE_ID_KEY, name.encode(), sha256).digest()
    return base64.b32encode(whole).decode().lower()[:20]
