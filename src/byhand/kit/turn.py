"""Credentials for a TURN server that last for a while: so nobody who reads a page can use it for ever.

As draft-uberti-behave-turn-rest-00 (“A REST API for access to TURN services”) says and coturn does with
`use-auth-secret`: the user is a Unix time until which it holds, and a name; the password is
base64(HMAC-SHA1(secret, user)).
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from hashlib import sha1


def credentials(secret: str, name: str, *, until: int) -> tuple[str, str]:
    """User and password; `until` in seconds since 1970."""
    user = f"{until}:{name}"
    digest = hmac.new(secret.encode(), user.encode(), sha1).digest()
    return user, b64encode(digest).decode()
