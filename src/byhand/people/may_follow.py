"""May follow: whether somebody lets us see which links of our letters they follow. Nobody does until they say so.

Said on their own page, with their link in hand, about the address that link was sent to; nothing else switches it on.
Rows are only ever added; the newest of an address holds.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import models, transaction
from django.utils import timezone

from byhand.people.address import Address
from byhand.people.many import among
from byhand.people.own_link import AtTheirDoor
from byhand.team.typed import objects_of


class MayFollowQuerySet(models.QuerySet["MayFollow"]):
    def newest(self) -> MayFollowQuerySet:
        """Of each address the row that holds."""
        later = MayFollow.objects.filter(address=models.OuterRef("address"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(later))

    def allowing(self, addresses: Collection[int]) -> set[int]:
        """Those of these addresses whose links we may see followed. One query."""
        held = self.newest().filter(address__in=among(addresses), allowed=True)
        return set(held.values_list("address", flat=True))

    @transaction.atomic
    def choose(self, *, allowed: bool, by: AtTheirDoor) -> None:
        """As they say. Raises NotTheirs."""
        address = by.confirm()
        if (address.pk in self.allowing([address.pk])) != allowed:
            self.create(address=address, allowed=allowed)


class MayFollow(models.Model):
    """What holds at one address from a moment on. Rows are only added (`gate/evidence_guards.py`)."""

    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="may_follow")
    address_id: int
    allowed = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(MayFollowQuerySet)

    class Meta:
        verbose_name_plural = "may follow"
        indexes = [models.Index(fields=["address", "id"], name="may_follow_newest")]

    def __str__(self) -> str:
        return f"{self.allowed} of {self.address_id}"
