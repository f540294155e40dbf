"""A source: another system that tells us what it sent or sold, by which doors, and what is believed of each.

Its token lets a program tell records and do nothing else; what is kept of it is a hash.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.gate.records.kinds import Kind
from byhand.people.address import MAX_LENGTH, normal_email
from byhand.team.typed import objects_of
from byhand.team.user import User

PREFIX = "byhand-records-"
_IN_LOCAL_PART = re.compile(r".+\+r\.([1-9][0-9]{0,17})\.([a-z2-7]{20})")


class SourceQuerySet(models.QuerySet["Source"]):
    def standing(self) -> SourceQuerySet:
        return self.filter(put_away_at__isnull=True)

    def begin(self, name: str, *, by: User) -> Source:
        return self.create(name=name, made_by=by)

    def with_token(self, token: str) -> Source | None:
        """Whose token it is; None for a forged one, a revoked one, and one whose source was put away."""
        if not (token.startswith(PREFIX) and token.isascii() and len(token) < 100):
            return None
        return self.standing().filter(token_digest=digest_of(token)).first()

    def behind(self, addresses: Iterable[str], inbox: Inbox) -> Source | None:
        """For which source a mail came that went to these addresses and lay in that inbox. One query at most."""
        for address in addresses:
            found = _IN_LOCAL_PART.fullmatch(address.rpartition("@")[0].lower())
            if found and hmac.compare_digest(_keyed_hash(int(found[1])), found[2]):
                return self.standing().filter(pk=int(found[1]), inbox=inbox, has_own_mailbox=False).first()
        return None


class Source(models.Model):
    """Its name, who set it up, where its mail comes and from whom, and what its mails are."""

    name = models.CharField(max_length=60)
    inbox = models.ForeignKey(
        Inbox, null=True, on_delete=models.PROTECT, related_name="sources",
        help_text="The mailbox to which copies of its mail come; none if it tells us another way.",
    )  # fmt: skip
    inbox_id: int | None
    has_own_mailbox = models.BooleanField(
        default=False, help_text="Every mail in that mailbox is a copy of what it sent."
    )
    sender = models.CharField(
        max_length=MAX_LENGTH, blank=True, help_text="From which address or domain its mail comes."
    )
    mail_is = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER_MAIL)
    rules = models.JSONField(default=list, help_text="Words in a subject and what such a mail is, in order.")
    token_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 — unique, and mostly absent
    token_made_at = models.DateTimeField(null=True)
    token_made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_away_at = models.DateTimeField(null=True)
    put_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(SourceQuerySet)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(has_own_mailbox=False) | models.Q(inbox__isnull=False),
                name="source_has_the_mailbox_it_owns",
            ),
            models.UniqueConstraint(
                fields=["inbox"], name="source_owns_a_mailbox_alone",
                condition=models.Q(has_own_mailbox=True, put_away_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def comes_by_mail(
        self, *, inbox: Inbox | None, own: bool, sender: str, mail_is: str, rules: Sequence[tuple[str, str]]
    ) -> None:
        """Copies of its mail come to that mailbox, to an address of ours alone or as all that comes there."""
        self.inbox, self.has_own_mailbox = inbox, bool(inbox and own)
        self.sender, self.mail_is = sender.strip().lower().removeprefix("@"), mail_is
        self.rules = [list(one) for one in rules]
        self.save(update_fields=["inbox", "has_own_mailbox", "sender", "mail_is", "rules"])

    def renew_token(self, *, by: User) -> str:
        """A new token, to be shown this once; the one before opens nothing any more."""
        token = PREFIX + secrets.token_urlsafe(32)
        self.token_digest, self.token_made_at, self.token_made_by = digest_of(token), timezone.now(), by
        self.save(update_fields=["token_digest", "token_made_at", "token_made_by"])
        return token

    def revoke_token(self) -> None:
        self.token_digest = self.token_made_at = self.token_made_by = None
        self.save(update_fields=["token_digest", "token_made_at", "token_made_by"])

    def put_away(self, *, by: User) -> None:
        """It tells us nothing more; what it told stays."""
        self.revoke_token()
        self.put_away_at, self.put_away_by = timezone.now(), by
        self.save(update_fields=["put_away_at", "put_away_by"])

    def copy_address(self) -> str:
        """Where it is to send blind copies of its mail; empty where it has none."""
        if self.inbox is None or self.has_own_mailbox or "@" not in self.inbox.address:
            return self.inbox.address if self.inbox and self.has_own_mailbox else ""
        local, _at, domain = self.inbox.address.rpartition("@")
        return f"{local}+r.{self.pk}.{_keyed_hash(self.pk)}@{domain}"

    def is_sent_by(self, address: str) -> bool:
        """Whether a mail that names this sender is said to be its own; that proves nothing yet."""
        given = normal_email(address)
        return bool(self.sender) and (given == self.sender or given.rpartition("@")[2] == self.sender)

    def kind_of_mail(self, subject: str) -> str:
        """What such a mail is: the first rule whose words stand in its subject, else what its mails usually are."""
        told = subject.lower()
        return next((kind for words, kind in self.rules if words.lower() in told), self.mail_is)


def digest_of(token: str) -> str:
    """Of a token of 256 random bits, so no slow hash is wanted."""
    return sha256(token.encode()).hexdigest()


def _keyed_hash(pk: int) -> str:
    """HMAC-SHA256 (RFC 2104) cut to 100 bits."""
    whole = hmac.new(settings.SECRETS_KEY, f"records by mail\x00{pk}".encode(), sha256).digest()
    return base64.b32encode(whole).decode().lower()[:20]
