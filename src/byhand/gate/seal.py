"""The seal: proof that a colleague released exactly these words. Ed25519 (RFC 8032) by the house key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from byhand.channels.envelope import Envelope
from byhand.gate.canonical import canonical, instant, salted_digest
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was signed, as canonical JSON, and the signature."""

    claims: str
    signature: bytes


def seal(
    envelope: Envelope, *, salt: bytes, kind: str, author: User, sign_in: str, at: datetime, message_id: str
) -> Sealed:
    """Signs who released which words to whom, and when. Claims hold digests: no address, no words."""
    claims = canonical(
        {
            "author": author.pk,
            "author_name": salted_digest(salt, author.name),
            "sign_in": sign_in,
            "at": instant(at),
            "kind": kind,
            "message_id": salted_digest(salt, message_id),
            "inbox": envelope.inbox.pk,
            "recipients": recipient_digests(envelope, salt),
            "words": words_digest(envelope, salt),
        }
    )
    return sign(claims)


def sign(claims: str) -> Sealed:
    """The house key over these claims."""
    return Sealed(claims, _key().sign(claims.encode()))


def is_genuine(claims: str, signature: bytes) -> bool:
    """Whether the house key made this signature over these claims."""
    try:
        _key().public_key().verify(signature, claims.encode())
    except InvalidSignature:
        return False
    return True


def covers(claims: str, envelope: Envelope, *, salt: bytes, message_id: str, author: int, name: str) -> bool:
    """Whether the claims speak of exactly these words, recipients, author and id."""
    said = json.loads(claims)
    return (
        said["words"] == words_digest(envelope, salt)
        and said["recipients"] == recipient_digests(envelope, salt)
        and said["message_id"] == salted_digest(salt, message_id)
        and said["author"] == author
        and said["author_name"] == salted_digest(salt, name)
        and said["inbox"] == envelope.inbox.pk
    )


def seal_digest(signature: bytes) -> str:
    """Names a seal in the journal."""
    return sha256(signature).hexdigest()


def recipient_digests(envelope: Envelope, salt: bytes) -> list[str]:
    """One digest a recipient with the role it has, sorted, so that neither can be exchanged."""
    roles = (("to", envelope.to), ("cc", envelope.cc), ("bcc", envelope.bcc))
    return sorted(
        salted_digest(salt, f"{role}:{one.address.lower()}") for role, many in roles for one in many
    )


def words_digest(envelope: Envelope, salt: bytes) -> str:
    """One digest over everything that is said: subject, body, files, what it answers."""
    files = [f"{file.filename}\x1f{file.type}\x1f{file.sha256}" for file in envelope.files]
    parts = [envelope.subject, envelope.body, envelope.in_reply_to, *envelope.references, *files]
    said: dict[str, list[str] | str] = {"parts": parts}
    if envelope.forwarded:  # only then: letters from before there were forwards keep their seal
        said["forwarded"] = envelope.forwarded
    return salted_digest(salt, canonical(said))


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.SEAL_KEY)
