"""Adding: a colleague writes down somebody they met, or one more way to reach somebody.

It goes the way of a card from elsewhere: an equal mail address is the same person, and whoever was erased does not come
back. Nothing is added to whom the colleague may not see, nor told of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from byhand.conversations.knowing import people_visible_to
from byhand.kit.card import Card, Read
from byhand.kit.phone import e164, region_of
from byhand.people.address import Address, normal_email
from byhand.people.person import Person
from byhand.people.recognising import is_usable
from byhand.people.suppression import Suppression
from byhand.people.taking_cards import take
from byhand.team.house import House
from byhand.team.user import User


class NotAdded(Exception):
    """It cannot be added; the text is a sentence for a person."""


@transaction.atomic
def add_person(card: Card, *, by: User) -> tuple[Person, bool]:
    """Whose card it is, and whether they are new here. Raises NotAdded; then nothing has changed."""
    _guard((normal_email(one) for one in card.emails), by)
    taken = take([Read(1, "", card)], region=_region(), by=by)
    if taken.account:
        raise NotAdded(taken.account[0][1])
    return taken.whose[1], taken.new == 1


@transaction.atomic
def add_address(person: Person, written: str, *, by: User) -> None:
    """A mail address or a telephone number of theirs. Raises NotAdded."""
    is_mail = "@" in written
    value = normal_email(written) if is_mail else e164(written, _region())
    if not value or (is_mail and not is_usable(value)):
        raise NotAdded(_("Write an e-mail address, or a telephone number with the code of its country."))
    _guard([value], by)
    if Suppression.objects.among([value]):
        raise NotAdded(_("This is somebody who was erased; they are not taken again."))
    kind = Address.Kind.EMAIL if is_mail else Address.Kind.PHONE
    taken = Address.objects.filter(kind=kind, value=value)
    theirs = taken.filter(person=person).exists()
    if is_mail and not theirs and (other := taken.select_related("person").first()):
        raise NotAdded(
            _("That is an address of %(name)s. Are they the same person?") % {"name": other.person.called()}
        )
    if not theirs:
        Address.objects.create(person=person, kind=kind, value=value)
        Person.objects.filter(pk=person.pk).look_again()


def _guard(emails: Iterable[str], by: User) -> None:
    """Without a word about whose it is, where that is nobody the colleague may see."""
    holders = Address.objects.filter(kind=Address.Kind.EMAIL, value__in=list(emails)).values("person")
    if (
        Person.objects.standing()
        .filter(pk__in=holders)
        .exclude(pk__in=people_visible_to(by).values("pk"))
        .exists()
    ):
        raise NotAdded(_("This address cannot be added here. An owner can tell you more."))


def _region() -> str:
    house = House.current()
    return region_of(e164(house.phone)) if house else ""
