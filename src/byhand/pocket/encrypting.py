"""Encrypting what a push service passes on, so that only the browser reads it: RFC 8291 over RFC 8188 (aes128gcm)."""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY, SECRET = 65, 16
RECORD = 4096
# Every message is as long as any other, so that its length says nothing.
PADDED = 1024


def is_a_key(key: bytes) -> bool:
    """Whether these bytes are a point of the curve, uncompressed."""
    if len(key) != KEY or key[0] != 4:
        return False
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key)
    except ValueError:
        return False
    return True


def encrypt(words: bytes, *, key: bytes, secret: bytes) -> bytes:
    """The body of a push message for the browser with that key and secret. Raises ValueError if it is too long."""
    if len(words) >= PADDED:
        raise ValueError(f"A push message holds {PADDED - 1} bytes, not {len(words)}.")
    padded = words + b"\x02" + bytes(PADDED - 1 - len(words))
    return sealed(
        padded, key=key, secret=secret, salt=secrets.token_bytes(16), ours=generate_private_key(SECP256R1())
    )


def sealed(padded: bytes, *, key: bytes, secret: bytes, salt: bytes, ours: EllipticCurvePrivateKey) -> bytes:
    """One record (RFC 8188, 2): its header with salt and our public key, then the sealed bytes."""
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key)
    public = public_bytes(ours)
    shared = derived(ours.exchange(ECDH(), theirs), secret, b"WebPush: info\0" + key + public, 32)
    content_key = derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD.to_bytes(4, "big") + bytes([len(public)]) + public
    return header + AESGCM(content_key).encrypt(nonce, padded, None)


def derived(material: bytes, salt: bytes, told: bytes, length: int) -> bytes:
    """HKDF with SHA-256 (RFC 5869)."""
    return HKDF(SHA256(), length, salt, told).derive(material)


def public_bytes(ours: EllipticCurvePrivateKey) -> bytes:
    """Uncompressed, 65 bytes."""
    return ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
