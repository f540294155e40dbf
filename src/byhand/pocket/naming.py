"""How the desk names itself to push services (VAPID, RFC 8292): a token signed by the house's push key."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from byhand.pocket.encrypting import public_bytes

# A push service refuses what is signed for more than a day (RFC 8292, 2).
LASTS = 12 * 60 * 60
# The order of the curve's group (FIPS 186-4, D.1.2.3).
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def public_key() -> str:
    """What a browser is given when it is asked to listen to this desk and to nobody else."""
    return plain(public_bytes(_key()))


def authorization(endpoint: str, *, contact: str) -> str:
    """The Authorization header for that push service; `contact` is a mailto: or https: address."""
    place = urlsplit(endpoint)
    claims = {"aud": f"{place.scheme}://{place.netloc}", "exp": int(time.time()) + LASTS, "sub": contact}
    token = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    r, s = decode_dss_signature(_key().sign(token.encode(), ECDSA(SHA256())))
    signature = plain(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={token}.{signature}, k={public_key()}"


def plain(content: bytes) -> str:
    """Base64url without padding (RFC 7515, 2)."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _json(told: Mapping[str, object]) -> str:
    return plain(json.dumps(told, separators=(",", ":")).encode())


@cache
def _key() -> EllipticCurvePrivateKey:
    number = int.from_bytes(settings.PUSH_KEY, "big") % (ORDER - 1) + 1
    return derive_private_key(number, SECP256R1())
