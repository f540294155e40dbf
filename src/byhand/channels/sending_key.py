"""Sending keys: the two keys by which a domain signs its letters, made here. Their private halves lie sealed up."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.email.addresses import domain_of
from byhand.channels.email.dkim import Algorithm, Signer
from byhand.channels.inbox import Inbox
from byhand.team.secrets import seal_up, unseal
from byhand.team.typed import objects_of
from byhand.team.user import User

OPTION, OURS = "signs", "ours"  # of an inbox: who signs its letters; anything else is the relay
BITS = 2048  # RFC 8301, 3.2; more do not fit into one string of a TXT record


class SendingKeyQuerySet(models.QuerySet["SendingKey"]):
    def of(self, domain: str) -> list[SendingKey]:
        """The newest two, RSA first; nothing for a domain without."""
        return _newest(self.filter(domain=domain))

    def in_use(self, domain: str) -> list[SendingKey]:
        """Those we sign with: the newest that the DNS was seen to show."""
        return _newest(self.filter(domain=domain, shown_at__isnull=False))

    @transaction.atomic
    def make(self, domain: str, *, by: User) -> list[SendingKey]:
        """New ones. We sign with them once the DNS shows them, and with those before until then."""
        number = self.filter(domain=domain, algorithm="rsa-sha256").count() + 1
        self.bulk_create(new_pair(domain, number, by=by))
        return self.of(domain)


class SendingKey(models.Model):
    """One key of a domain, and the selector under which its record stands in the DNS."""

    domain = models.CharField(max_length=253)
    selector = models.CharField(max_length=63)
    algorithm = models.CharField(max_length=16)
    public = models.TextField(help_text="The value of p= in its record.")
    sealed_private = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True, help_text="When the DNS was first seen to show it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = objects_of(SendingKeyQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["domain", "selector"], name="sending_key_once_a_selector"),
            models.CheckConstraint(
                condition=models.Q(algorithm__in=["rsa-sha256", "ed25519-sha256"]),
                name="sending_key_algorithm",
            ),
        ]

    def __str__(self) -> str:
        return self.name()

    def called(self) -> str:
        """Its kind, as people write it."""
        return {"rsa-sha256": "RSA", "ed25519-sha256": "Ed25519"}[self.algorithm]

    def name(self) -> str:
        """Of the TXT record that shows it (RFC 6376, 3.6.2.1)."""
        return f"{self.selector}._domainkey.{self.domain}"

    def record(self) -> str:
        """What that record says (RFC 6376, 3.6.1)."""
        return f"v=DKIM1; k={self.algorithm.partition('-')[0]}; p={self.public}"

    def is_shown(self) -> None:
        """The DNS shows it: letters may be signed with it from now on."""
        if self.shown_at is None:
            self.shown_at = timezone.now()
            self.save(update_fields=["shown_at"])

    def signer(self) -> Signer:
        """Ready to sign. Raises LostKey."""
        key = _opened(bytes(self.sealed_private))
        return Signer(self.domain, self.selector, cast(Algorithm, self.algorithm), key)


def new_pair(domain: str, number: int, *, by: User) -> list[SendingKey]:
    """Fresh keys, not kept yet: the `number`th of this domain."""
    rsa = generate_private_key(public_exponent=65537, key_size=BITS)
    made: tuple[tuple[Algorithm, RSAPrivateKey | Ed25519PrivateKey], ...] = (
        ("rsa-sha256", rsa), ("ed25519-sha256", Ed25519PrivateKey.generate()),
    )  # fmt: skip
    return [
        SendingKey(
            domain=domain, selector=f"byhand{number}{algorithm[0]}", algorithm=algorithm, public=_public(key), by=by,
            sealed_private=seal_up(base64.b64encode(_private(key)).decode()),
        )
        for algorithm, key in made
    ]  # fmt: skip


def signers_of(inbox: Inbox) -> list[Signer]:
    """The keys by which we sign this inbox's letters; none where the relay does it. Raises LostKey."""
    if inbox.options.get(OPTION) != OURS:
        return []
    return [one.signer() for one in SendingKey.objects.in_use(domain_of(inbox.address))]


def key_is_lost() -> str:
    """What became of a letter that cannot be signed, and what mends it."""
    return _(
        "The key that signs our letters cannot be read with the key of this house. Make new ones in Settings."
    )


def _newest(keys: SendingKeyQuerySet) -> list[SendingKey]:
    newest = {one.algorithm: one for one in keys.order_by("pk")}
    return [newest[one] for one in ("rsa-sha256", "ed25519-sha256") if one in newest]


@lru_cache(maxsize=32)
def _opened(sealed: bytes) -> RSAPrivateKey | Ed25519PrivateKey:
    """Reading a key anew for each letter would take longer than signing it."""
    key = load_der_private_key(base64.b64decode(unseal(sealed)), None)
    if not isinstance(key, (RSAPrivateKey, Ed25519PrivateKey)):
        raise binascii.Error("no key of ours")
    return key


def _private(key: RSAPrivateKey | Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _public(key: RSAPrivateKey | Ed25519PrivateKey) -> str:
    """RSA as SubjectPublicKeyInfo, which verifiers read (RFC 6376, errata 3017); Ed25519 bare (RFC 8463, 4)."""
    if isinstance(key, RSAPrivateKey):
        raw = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    else:
        raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()
