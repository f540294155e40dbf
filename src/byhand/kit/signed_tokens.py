"""Signed tokens: who somebody is, as another site vouches for it. JWT (RFC 7519) with HS256 and nothing else.

One algorithm, named here and not by the token: what its header asks for is compared, never followed (RFC 8725, 3.1).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

LONGEST = 2_000
# A token that proves somebody for longer than this is a password that was left lying about.
LONGEST_LIFE = 24 * 3600
# Clocks of two houses are never quite the same.
LEEWAY = 60


class NotGenuine(Exception):
    """The token proves nothing. The text is a sentence for whoever builds the page that made it."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the token names: their id at the other site, and their address and name if it says them."""

    subject: str
    email: str = ""
    name: str = ""


def read(token: str, *, key: str, audience: str, now: float) -> Vouched:
    """Whom a genuine token names; `now` in seconds since 1970. Raises NotGenuine."""
    parts = token.split(".") if len(token) <= LONGEST and token.isascii() else []
    if len(parts) != 3:
        raise NotGenuine("The token is no JWT: three parts with two dots between them.")
    head, said, given = parts
    if not hmac.compare_digest(signature_of(f"{head}.{said}", key), given):
        raise NotGenuine("The token is not signed with this chat’s key (HS256).")
    if _object(head).get("alg") != "HS256":
        raise NotGenuine("The token must be signed with HS256.")
    return _believed(_object(said), audience, now)


def write(claims: dict[str, Any], *, key: str) -> str:
    """A token as the other site makes it; for our own test page."""
    head = _packed(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    said = _packed(json.dumps(claims).encode())
    return f"{head}.{said}.{signature_of(f'{head}.{said}', key)}"


def signature_of(signed: str, key: str) -> str:
    """HMAC-SHA256 of both first parts, as the third one writes it (RFC 7515, A.1)."""
    return _packed(hmac.new(key.encode(), signed.encode("utf-8", "replace"), sha256).digest())


def _believed(claims: dict[str, Any], audience: str, now: float) -> Vouched:
    until, subject = claims.get("exp"), claims.get("sub")
    if not isinstance(until, int | float) or isinstance(until, bool):
        raise NotGenuine("The token must say until when it holds (exp, in seconds since 1970).")
    if until + LEEWAY < now:
        raise NotGenuine("The token has expired. Make one for each page that is shown.")
    if until > now + LONGEST_LIFE + LEEWAY:
        raise NotGenuine("The token holds for more than a day. Make one for each page that is shown.")
    if claims.get("aud", audience) != audience:
        raise NotGenuine("The token was made for another chat (aud).")
    if not isinstance(subject, str | int) or isinstance(subject, bool) or not str(subject).strip():
        raise NotGenuine("The token must name the person (sub).")
    return Vouched(
        str(subject).strip()[:200], _line(claims.get("email"), 254), _line(claims.get("name"), 120)
    )


def _line(given: object, most: int) -> str:
    return (
        " ".join("".join(one for one in given if one.isprintable()).split())[:most]
        if isinstance(given, str)
        else ""
    )


def _object(part: str) -> dict[str, Any]:
    try:
        found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError, binascii.Error):
        raise NotGenuine("The token cannot be read.") from None
    if not isinstance(found, dict):
        raise NotGenuine("The token cannot be read.")
    return cast("dict[str, Any]", found)


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
