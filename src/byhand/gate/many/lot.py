"""The lot: who reads which of two versions. By chance alone, and the same whenever it is drawn again.

A keyed hash of the reader under the broadcast's salt (HMAC-SHA256, RFC 2104), whose last bit is as good as a coin. So a
gathering that was cut off draws nobody anew, and whoever checks the journal can draw every lot once more.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

VERSIONS = FIRST, SECOND = "a", "b"


def drawn(salt: bytes, reader: int) -> str:
    """One of both, each for half of all readers."""
    return VERSIONS[hmac.new(salt, b"version\x00%d" % reader, sha256).digest()[-1] & 1]
