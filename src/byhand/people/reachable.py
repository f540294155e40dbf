"""Reachable: the addresses to which we may write at all, whoever begins about what."""

from __future__ import annotations

from django.db import models

from byhand.people.address import Address, AddressQuerySet
from byhand.people.many import among
from byhand.people.suppression import Suppression
from byhand.people.wish import Wish


def may_be_reached(addresses: AddressQuerySet, *, channel: str = Address.Kind.EMAIL) -> AddressQuerySet:
    """Without those from which mail comes back, of people who are blocked or stopped us, and of whoever was erased.

    One query over what it is given, however many that is. Where somebody was erased, those addresses are read first, to
    be compared with what is left of theirs: a keyed hash tells in no other way.
    """
    stopped = Wish.objects.against(channel).filter(address__person=models.OuterRef("person"))
    open_ones = addresses.filter(
        ~models.Exists(stopped), failing_since__isnull=True, person__blocked_at__isnull=True
    )
    return open_ones.exclude(pk__in=among(Suppression.objects.known_again(open_ones)))
