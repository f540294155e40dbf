"""Their own page: what they choose there, all of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from byhand.people.consent import Channel, Consent
from byhand.people.doors import Door
from byhand.people.own_link import AtTheirDoor
from byhand.people.topic import Topic
from byhand.people.wish import Wish, Wished


def topics_of(by: AtTheirDoor) -> set[int]:
    """What they may be written to about at this address, by id."""
    held = Consent.objects.standing().filter(address=by.address, channel=Channel.EMAIL)
    return {one for one in held.values_list("topic", flat=True) if one is not None}


@transaction.atomic
def settle(
    chosen: Mapping[Topic, bool], shown: Mapping[Topic, str], wished: Wished, *, by: AtTheirDoor
) -> None:
    """Each topic they were shown is agreed to with its wording or taken back, and the rest as they wish. NotTheirs."""
    address, held = by.confirm(), topics_of(by)
    for topic, is_wanted in chosen.items():
        if is_wanted and topic.pk not in held:
            Consent.objects.give(topic, Channel.EMAIL, shown[topic], by=by)
        elif not is_wanted and topic.pk in held:
            Consent.objects.withdraw(address, door=Door.PAGE, topic=topic)
    Wish.objects.choose(wished, by=by)


@transaction.atomic
def stop(*, by: AtTheirDoor) -> None:
    """Nothing more of our own accord, at any address of theirs; what they agreed to is taken back. Raises NotTheirs."""
    here = by.confirm()
    for address in here.person.addresses.order_by("pk"):
        Consent.objects.withdraw(address, door=Door.PAGE)
    Wish.objects.stop(by=by)


def begin_again(*, by: AtTheirDoor) -> None:
    """They lift their stop; what they want to read about they choose anew. Raises NotTheirs."""
    held = Wish.objects.of_one(by.address.person)
    if held.stopped_at:
        Wish.objects.choose(replace(held, stopped_at=None), by=by)
