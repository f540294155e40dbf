"""A look at a link of a letter to many: whether it answered, and when. A row a link and letter.

Wished for when its author asks for a reader, and again by a button; the chore (`following_links.py`) follows it. What
it found is advice: it holds nothing, and is no part of what is read and agreed to.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from byhand.channels.followed import Followed, Outcome
from byhand.kit.markdown import links_in
from byhand.outreach.broadcast import Broadcast
from byhand.team.typed import objects_of
from byhand.work.bell import ring

LOOKING = "look at links"  # the chore
MOST = 50  # links of one letter that are followed
STILL_TRUE = timedelta(hours=12)  # who asks for a reader within that time asks no website again


class LinkLookQuerySet(models.QuerySet["LinkLook"]):
    def wish(self, broadcast: Broadcast) -> None:
        """Links that nobody looked at lately are to be looked at."""
        self._wish(broadcast, Q(looked_at__lt=timezone.now() - STILL_TRUE))

    def wish_again(self, broadcast: Broadcast) -> None:
        """All of them are."""
        self._wish(broadcast, Q(looked_at__isnull=False))

    def due(self) -> LinkLookQuerySet:
        """Of letters that are still written: what has left, or was thrown away, is asked about no more."""
        return self.filter(
            wished_at__isnull=False, broadcast__dispatch__isnull=True, broadcast__dropped_at__isnull=True
        ).order_by("wished_at", "pk")

    def of(self, broadcast: Broadcast, *, language: str = "") -> list[LinkLook]:
        """Those of the links that stand in its words now, in their order. One query."""
        found = {one.address: one for one in self.filter(broadcast=broadcast)}
        return [found[one] for one in addresses_in(broadcast, language) if one in found]

    @transaction.atomic
    def _wish(self, broadcast: Broadcast, old: Q) -> None:
        now, addresses = timezone.now(), addresses_in(broadcast)
        rows = self.filter(broadcast=broadcast)
        rows.exclude(digest__in=[digest_of(one) for one in addresses]).delete()
        self.bulk_create(
            (self.model(broadcast=broadcast, address=one, digest=digest_of(one), wished_at=now) for one in addresses),
            ignore_conflicts=True,
        )  # fmt: skip
        rows.filter(old).update(wished_at=now)
        for place, one in enumerate(addresses):
            why_not = why_not_asked(one, place)
            if why_not:
                rows.filter(digest=digest_of(one)).update(
                    wished_at=None, looked_at=now, outcome=why_not, ended_at=one, status=0
                )
        transaction.on_commit(lambda: ring(LOOKING))


class LinkLook(models.Model):
    """`wished_at`: since then it is to be looked at. `outcome`, `status`, `ended_at`: what was found last."""

    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.CASCADE, related_name="link_looks", db_index=False
    )
    address = models.TextField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the address.")
    wished_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    status = models.PositiveSmallIntegerField(default=0, help_text="Of HTTP; 0: nothing was answered.")
    ended_at = models.TextField(blank=True, help_text="The address where it led in the end.")

    objects = objects_of(LinkLookQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["broadcast", "digest"], name="link_once_a_letter")]
        indexes = [
            models.Index(fields=["wished_at"], name="link_to_look_at", condition=Q(wished_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.outcome}"

    def settle(self, found: Followed, *, at: datetime) -> bool:
        """What was found; False where it was wished for anew meanwhile."""
        same_wish = LinkLook.objects.filter(pk=self.pk, wished_at=self.wished_at)
        return bool(same_wish.update(
            wished_at=None, looked_at=at, outcome=found.outcome, status=found.status, ended_at=found.at
        ))  # fmt: skip


def addresses_in(broadcast: Broadcast, language: str = "") -> list[str]:
    """Every address of a website that its words lead to, once, in order; of one language, or of all."""
    told = (one for one in broadcast.words.all() if language in ("", one.language))
    links = (link.to for words in told for version in words.versions() for link in links_in(version.body))
    return list(dict.fromkeys(one for one in links if one.lower().startswith(("http:", "https:"))))


def why_not_asked(address: str, place: int) -> Outcome | None:
    """Known from its shape: a fact of a reader stands in it, it is a page of ours, or one of too many."""
    if "{" in address or "%7b" in address.lower():
        return Outcome.FIELD
    if host_of(address) == host_of(settings.BASE_URL):
        return Outcome.OURS
    return Outcome.TOO_MANY if place >= MOST else None


def host_of(address: str) -> str:
    """Empty for what is no address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def digest_of(address: str) -> str:
    return sha256(address.encode()).hexdigest()
