"""One way to write a record down, so that its digest and its signature mean something.

Canonical JSON as far as we need it (after RFC 8785): sorted keys, no spaces, UTF-8, no floats.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256


def canonical(record: Mapping[str, str | int | list[str] | None]) -> str:
    """The record as canonical JSON."""
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def instant(moment: datetime) -> str:
    """A moment as text that both databases give back the same: UTC, microseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def salted_digest(salt: bytes, text: str) -> str:
    """Names a text without giving it away; destroying the salt makes it unnameable. SHA-256, hex."""
    return salted_hash(salt, text).hex()


def salted_hash(salt: bytes, text: str) -> bytes:
    """The same as 32 bytes, for a million rows."""
    return sha256(salt + b"\x00" + text.encode()).digest()
