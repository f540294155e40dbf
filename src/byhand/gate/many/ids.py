"""The ids of copies: made from the copy's number, so that a million need not be kept to know an answer to one.

`bb.NUMBER.KEYEDHASH@domain` with HMAC-SHA256 cut to 100 bits (RFC 2104, section 5: not under 80).
"""

from __future__ import annotations

import base64
import hmac
import re
from hashlib import sha256

from django.conf import settings

_OURS = re.compile(r"<?bb\.([1-9][0-9]{0,17})\.([a-z2-7]{20})@", re.IGNORECASE)


def message_id_of(copy: int, domain: str) -> str:
    """Without angle brackets."""
    return f"bb.{copy}.{_keyed_hash(copy)}@{domain}"


def copy_behind(message_id: str) -> int | None:
    """Which copy it names; None for a foreign or forged id."""
    found = _OURS.match(message_id.strip())
    if found is None or not hmac.compare_digest(_keyed_hash(int(found[1])), found[2].lower()):
        return None
    return int(found[1])


def _keyed_hash(copy: int) -> str:
    whole = hmac.new(settings.MESSAGE_ID_KEY, b"copy\x00%d" % copy, sha256).digest()
    return base64.b32encode(whole).decode().lower()[:20]
