"""Whether a request comes from the exchange: the signature Twilio's validation prescribes.

Form: HMAC-SHA1 with the account's token over the whole address and every field, name and value, sorted by name.
Any other body: over the address alone, which carries the SHA-256 of the body as `bodySHA256`.
See https://www.twilio.com/docs/usage/security#validating-requests.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha1, sha256
from urllib.parse import parse_qs, urlsplit, urlunsplit

USUAL_PORTS = {"https": 443, "http": 80}
Fields = Iterable[tuple[str, str]]


def is_genuine(signature: str, *, token: str, url: str, fields: Fields, body: bytes, is_form: bool) -> bool:
    """Whether who holds the token signed this request. Compared in constant time; an empty token signs nothing."""
    if not token or not signature:
        return False
    if not is_form and body and not _names_the_body(url, body):
        return False
    signed = _sorted(fields) if is_form else ""
    given = signature.encode("utf-8", "replace")
    # Both are worked out whichever is right; exchanges differ in whether they name the usual port.
    right = [hmac.compare_digest(sign(token, one, signed), given) for one in _with_and_without_port(url)]
    return any(right)


def sign(token: str, url: str, signed: str) -> bytes:
    """The signature itself, in base64."""
    return b64encode(hmac.digest(token.encode(), f"{url}{signed}".encode("utf-8", "surrogatepass"), sha1))


def _names_the_body(url: str, body: bytes) -> bool:
    named = parse_qs(urlsplit(url).query).get("bodySHA256", [""])[0]
    return hmac.compare_digest(sha256(body).hexdigest().encode(), named.encode("utf-8", "replace"))


def _sorted(fields: Fields) -> str:
    """Every name with each of its values once."""
    return "".join(f"{name}{value}" for name, value in sorted(set(fields)))


def _with_and_without_port(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    bare = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    port = parts.port or USUAL_PORTS.get(parts.scheme, 443)
    return urlunsplit(parts._replace(netloc=f"{bare}:{port}")), urlunsplit(parts._replace(netloc=bare))
