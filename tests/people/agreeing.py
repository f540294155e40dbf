"""Short ways to topics, links and consents in the tests."""

from __future__ import annotations

from collections.abc import Collection

from byhand.people.models import Address, Consent, Person, Topic, Wish
from byhand.people.own_link import AtTheirDoor, opened, token_for
from byhand.team.models import User


def topic(name: str, *, by: User) -> Topic:
    return Topic.objects.create(name=name, about=f"What is new about {name}", by=by)


def somebody(value: str, name: str = "Ruth Okafor") -> Address:
    return Address.objects.create(person=Person.objects.create(name=name), value=value)


def at_their_door(address: Address) -> AtTheirDoor:
    found = opened(token_for(address))
    assert found
    return found


def agreed(address: Address, about: Topic, channel: str = "email") -> Consent:
    return Consent.objects.give(about, channel, f"Write to me about {about.name}.", by=at_their_door(address))


def may_write(addresses: Collection[int], *, channel: str, purpose: Topic) -> set[int]:
    """Those of these addresses that may be written to about it, by the evidence and nothing that is told of it."""
    held = Consent.objects.standing().filter(channel=channel, topic=purpose, address__in=addresses)
    held = held.exclude(address__person__in=Wish.objects.against(channel).values("address__person"))
    return set(held.values_list("address", flat=True))
