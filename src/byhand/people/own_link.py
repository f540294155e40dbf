"""A person's own link: who holds it was sent it at this address, and decides about what is sent there.

`ADDRESS.GENERATION.HASH` with HMAC-SHA256 (RFC 2104) cut to 100 bits, over the row and the address itself, under a
key of the house. Links of an earlier generation open nothing.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from byhand.people.address import Address
from byhand.people.many import among
from byhand.team.typed import objects_of

_FORM = re.compile(r"([1-9][0-9]{0,17})\.([1-9][0-9]{0,8})\.([a-z2-7]{20})")


class NotTheirs(Exception):
    """This link opens nothing; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class AtTheirDoor:
    """Somebody with the link of one address in hand. Made by `opened` alone, and read again when it matters."""

    address: Address
    token: str = field(repr=False)

    def confirm(self) -> Address:
        """The address, if the link still opens it; all of the person's are locked. In a transaction. Raises NotTheirs.

        In the order of their ids, as every verb of wishes does, so that two doors of one person wait in turn.
        """
        whose = Address.objects.filter(pk=self.address.pk).values("person")
        locked = Address.objects.select_for_update(no_key=True).filter(person__in=whose).order_by("pk")
        row = next((one for one in locked if one.pk == self.address.pk), None)
        if row is None or not _opens(self.token, row):
            raise NotTheirs(_("This link does not open anything any more."))
        return row


class OwnLinkQuerySet(models.QuerySet["OwnLink"]):
    def renew(self, address: Address) -> None:
        """Every link that was sent to this address until now opens nothing from now on."""
        row, _made = self.get_or_create(address=address)
        self.filter(pk=row.pk).update(generation=models.F("generation") + 1)


class OwnLink(models.Model):
    """Which generation of an address's links holds; without a row it is the first."""

    address = models.OneToOneField(Address, on_delete=models.CASCADE, related_name="own_link")
    generation = models.PositiveIntegerField(default=1)

    objects = objects_of(OwnLinkQuerySet)

    def __str__(self) -> str:
        return f"generation {self.generation}"


def token_for(address: Address) -> str:
    """What their link ends with."""
    generation = _generation(address)
    return f"{address.pk}.{generation}.{_keyed_hash(address, generation)}"


def tokens_for(addresses: Mapping[int, str]) -> dict[int, str]:
    """What the links of many end with, by the number of each address; given with its value. One query."""
    held = OwnLink.objects.filter(address__in=among(addresses)).values_list("address", "generation")
    generations: dict[int, int] = dict(held)
    found: dict[int, str] = {}
    for pk, value in addresses.items():
        generation = generations.get(pk, 1)
        found[pk] = f"{pk}.{generation}.{_hash_of(pk, value, generation)}"
    return found


def opened(token: str) -> AtTheirDoor | None:
    """Whose link it is; None for a forged, an old and a foreign one alike."""
    found = _FORM.fullmatch(token)
    row = Address.objects.select_related("person").filter(pk=int(found[1])).first() if found else None
    return AtTheirDoor(row, token) if row and _opens(token, row) else None


def _opens(token: str, address: Address) -> bool:
    found = _FORM.fullmatch(token)
    if found is None or int(found[1]) != address.pk or int(found[2]) != _generation(address):
        return False
    return hmac.compare_digest(_keyed_hash(address, int(found[2])), found[3])


def _generation(address: Address) -> int:
    return OwnLink.objects.filter(address=address).values_list("generation", flat=True).first() or 1


def _keyed_hash(address: Address, generation: int) -> str:
    return _hash_of(address.pk, address.value, generation)


def _hash_of(pk: int, value: str, generation: int) -> str:
    named = f"own link\x00{pk}\x00{value}\x00{generation}"
    whole = hmac.new(settings.SECRETS_KEY, named.encode(), sha256).digest()
    return base64.b32encode(whole).decode().lower()[:20]
