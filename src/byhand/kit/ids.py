"""Message-IDs and the fields that refer to them (RFC 5322, 3.6.4), without angle brackets."""

from __future__ import annotations

import hashlib
import re

from byhand.kit.headers import Fields, unfold

_ID = re.compile(r"<\s*+([^<>\s]{1,900}+)\s*+>")
_BROKEN = re.compile(r"[^\s<>,;]{1,900}")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f]+")


def message_id(fields: Fields) -> str | None:
    """The message's own id, or None."""
    value = fields.get("message-id")
    if not value:
        return None
    found = _ID.search(value)
    if found:
        return found[1]
    return _INVISIBLE.sub("", unfold(value).strip("<>"))[:900] or None


def made_up_id(raw: bytes) -> str:
    """An id for a message without one; the same bytes have the same id."""
    return f"{hashlib.sha256(raw).hexdigest()}@no-message-id.invalid"


def referred_ids(fields: Fields, name: str, most: int) -> tuple[str, ...]:
    """The ids of In-Reply-To or References, oldest first, each once. Of too many, the first and the newest are kept."""
    value = fields.get(name)
    if not value:
        return ()
    found = _ID.findall(value) or [word for word in _BROKEN.findall(value) if "@" in word]
    each_once = tuple(dict.fromkeys(found))
    return each_once if len(each_once) <= most else (each_once[0], *each_once[1 - most :])
