"""Telling anew: everything between us and some people, counted again from the messages. Needs a transaction.

After people or conversations were merged or taken apart, made private or opened, or words were taken back; and once
for a house that had messages before anything was counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction

from byhand.conversations.between.cadence import Cadence
from byhand.conversations.between.counting import add, lock
from byhand.conversations.between.letter import WHOLE, Letter, Place, addressed, is_to_many, place_of
from byhand.conversations.between.pair import Between
from byhand.conversations.between.spoken import Spoken, messages, words_of_ours
from byhand.kit.between import Tally
from byhand.people.address import Address
from byhand.people.belonging import is_told_anew

Pair = tuple[int, int | None]
COLUMNS = ("conversation", "origin", "said_at", "colleague", "writer", "to", "cc", "dispatch__bcc")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the letters of some people are told from: whose addresses they have, where each conversation stands."""

    person_of: dict[str, int]
    owner: dict[int, int]
    places: dict[int, Place]
    spoken: Spoken


@transaction.atomic
def tell_anew(people: Collection[int]) -> int:
    """Gives how many rows stand for them now."""
    if not people:
        return 0
    lock(people)
    rows = rows_from_messages(people)
    Between.objects.filter(person__in=people).delete()
    Between.objects.bulk_create(rows)
    return len(rows)


def tell_anew_in(conversations: Collection[int]) -> int:
    """For whoever takes part in these conversations."""
    if not conversations:
        return 0
    theirs = Address.objects.filter(takes_part__conversation__in=conversations)
    return tell_anew(set(theirs.order_by().values_list("person", flat=True)))


def rows_from_messages(people: Collection[int]) -> list[Between]:
    """As they must stand, not stored."""
    tallies: defaultdict[Pair, dict[Place, Tally]] = defaultdict(dict)
    for letter in letters_of(people):
        for colleague in letter.whose():
            places = tallies[letter.person, colleague]
            for place in (letter.place, WHOLE):
                add(places.setdefault(place, Tally()), letter)
    cadences = Cadence.objects.of(people)
    for person in cadences:
        tallies[person, None].setdefault(WHOLE, Tally())
    return [row for pair, places in tallies.items() for row in _rows(pair, places, cadences)]


def letters_of(people: Collection[int]) -> Iterable[Letter]:
    """Every message that counts between us and them, for each of them. Six queries."""
    addresses = Address.objects.order_by().filter(person__in=people).values_list("pk", "value", "person")
    owner = {pk: person for pk, _value, person in addresses}
    here = set(_conversations_of(owner))
    said = messages().standing().filter(conversation__in=here, automatic="").order_by()
    ground = Ground(
        {value: person for _pk, value, person in addresses}, owner, _places(here), words_of_ours(here)
    )
    for row in said.values_list(*COLUMNS):
        yield from _letters(row, ground)


def _conversations_of(addresses: Collection[int]) -> set[int]:
    part = apps.get_model("conversations", "participant")._default_manager.filter(address__in=addresses)
    wrote = messages().filter(writer__in=addresses)
    return set(part.values_list("conversation", flat=True)) | set(
        wrote.order_by().values_list("conversation", flat=True)
    )


def _places(conversations: Collection[int]) -> dict[int, Place]:
    seen = apps.get_model("conversations", "conversationinbox")._default_manager
    private = apps.get_model("conversations", "conversation")._default_manager.filter(
        pk__in=conversations, private_at__isnull=False
    )
    inboxes: defaultdict[int, set[int]] = defaultdict(set)
    for conversation, inbox in seen.filter(conversation__in=conversations).values_list(
        "conversation", "inbox"
    ):
        inboxes[conversation].add(inbox)
    hidden = set(private.values_list("pk", flat=True))
    return {one: place_of(one, inboxes[one], private=one in hidden) for one in conversations}


def _letters(row: tuple[Any, ...], ground: Ground) -> Iterable[Letter]:
    conversation, origin, at, colleague, writer, to, cc, bcc = row
    values = addressed(to, cc, bcc)
    if is_to_many(values):
        return
    place = ground.places[conversation]
    if origin == "came":
        if writer in ground.owner:
            heard = ground.spoken.before(conversation, at)
            yield Letter(ground.owner[writer], place, at, len(values), False, heard)
        return
    ours = (colleague,) if colleague else ()
    for person in {ground.person_of[value] for value in values if value in ground.person_of}:
        yield Letter(person, place, at, len(values), True, ours)


def _rows(pair: Pair, places: dict[Place, Tally], cadences: dict[int, tuple[int, Any]]) -> Iterable[Between]:
    """One row while everything stands in one place; else one for each, and one for the whole."""
    person, colleague = pair
    alone = len(places) <= 2
    for place, tally in places.items():
        if place == WHOLE and alone and len(places) == 2:
            continue
        row = Between(
            person_id=person, colleague_id=colleague, inbox_id=place[0], conversation_id=place[1],
            is_whole=alone or place == WHOLE,
        )  # fmt: skip
        if colleague is None:
            row.cadence, row.cadence_since = cadences.get(person, (None, None))
        row.take(tally)
        yield row


is_told_anew(Between, tell_anew)
