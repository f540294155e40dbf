"""Suppression: all that is left of somebody who was erased. Their address as a keyed hash, so that nobody writes to it.

HMAC-SHA256 (RFC 2104) under a key of the house: without it no list of addresses can be tried against the hashes.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.kit.addresses import spellings
from byhand.people.address import AddressQuerySet
from byhand.team.typed import objects_of
from byhand.team.user import User


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def suppress(self, values: Iterable[str], *, by: User) -> None:
        """Nobody writes to these addresses and numbers any more."""
        now = timezone.now()
        rows = [self.model(digest=digest_of(one), by=by, at=now) for one in values]
        self.bulk_create(
            rows, update_conflicts=True, unique_fields=["digest"],
            update_fields=["at", "by", "lifted_at", "lifted_by"],
        )  # fmt: skip

    def among(self, values: Iterable[str]) -> dict[str, datetime]:
        """Those of these addresses that are suppressed, and since when. One query."""
        digests = {digest_of(other): one for one in set(values) for other in spellings(one)}
        rows = self.filter(digest__in=digests, lifted_at__isnull=True).values_list("digest", "at")
        return {digests[digest]: at for digest, at in rows}

    def known_again(self, addresses: AddressQuerySet) -> list[int]:
        """Those of them (ids) that are suppressed and stand here once more. One query where nobody was erased."""
        digests = set(self.filter(lifted_at__isnull=True).values_list("digest", flat=True))
        rows = addresses.values_list("pk", "value").iterator() if digests else ()
        return [pk for pk, value in rows if not digests.isdisjoint(map(digest_of, spellings(value)))]

    def lift(self, values: Iterable[str], *, by: User) -> bool:
        """They wrote again by themselves, and an owner lets colleagues answer. False if nothing was suppressed."""
        digests = [digest_of(other) for one in values for other in spellings(one)]
        theirs = self.filter(digest__in=digests, lifted_at__isnull=True)
        return bool(theirs.update(lifted_at=timezone.now(), lifted_by=by))


class Suppression(models.Model):
    """One address, known again and not readable; since when and by whom, and when it was lifted."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(SuppressionQuerySet)

    def __str__(self) -> str:
        return self.digest[:12]


def digest_of(value: str) -> str:
    """The hash of an address as it is compared (`normal_email`, E.164)."""
    return hmac.digest(settings.SECRETS_KEY, b"suppression\x00" + value.lower().encode(), "sha256").hex()
