"""Sent: the messages of ours that share fingerprints with a draft, to whom they went, and which are worth reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Value

from byhand.conversations.again.index import oldest_remembered
from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message
from byhand.people.address import Address, normal_email

# Of the messages that share a fingerprint so many are asked to whom they went, and so many are read.
_WEIGHED, _READ = 160, 48
# A run is known when three others got it; a few more say to how many it went.
_ENOUGH = 8

Person = int | str  # a person's id; the address of somebody nobody knows any more


@dataclass(frozen=True, slots=True)
class Sent:
    """One message of ours that may share a run, without its words."""

    pk: int
    conversation: int
    at: datetime
    people: frozenset[Person]
    to: str
    marks: Sequence[int]


def alike(
    marks_of: Mapping[int, list[int]], conversation: Conversation | None, also_to: Iterable[str]
) -> list[Sent]:
    """Those that went to others and still stand, the most alike first, then the newest."""
    best = sorted(marks_of, key=lambda pk: (-len(marks_of[pk]), -pk))[:_WEIGHED]
    if not best:
        return []
    rows = list(
        Message.objects.standing()
        .filter(pk__in=best, said_at__gte=oldest_remembered())
        .exclude(conversation=conversation.pk if conversation else None)
        .values_list("pk", "conversation", "said_at", "to", "cc", "dispatch__bcc")
    )
    named = {pk: [*to, *cc, *(bcc or ())] for pk, _, _, to, cc, bcc in rows}
    theirs = {normal_email(one) for one in also_to}
    values = {normal_email(one.get("address", "")) for many in named.values() for one in many} | theirs
    person_of, taking_part = _people_behind(values, conversation)
    not_others = {person_of.get(value, value) for value in theirs} | taking_part
    found: list[Sent] = []
    for pk, place, at, to, *_ in rows:
        people = {_person(one, person_of) for one in named[pk]} - not_others
        if people:
            found.append(Sent(pk, place, at, frozenset(people), _named(to or named[pk]), tuple(marks_of[pk])))
    return sorted(found, key=lambda one: (-len(one.marks), -one.pk))


def _people_behind(
    values: Iterable[str], conversation: Conversation | None
) -> tuple[dict[str, Person], set[Person]]:
    """Whose these addresses are, and who takes part in the conversation. One query."""
    known = Address.objects.order_by().filter(value__in=values).annotate(here=Value(False))
    here = conversation.pk if conversation else 0
    taking_part = Address.objects.order_by().filter(takes_part__conversation=here).annotate(here=Value(True))
    columns = ("value", "person", "here")
    rows = known.values_list(*columns).union(taking_part.values_list(*columns), all=True)
    person_of: dict[str, Person] = {}
    not_others: set[Person] = {conversation.person_id} if conversation and conversation.person_id else set()
    for value, person, is_here in rows:
        person_of[value] = person
        if is_here:
            not_others.add(person)
    return person_of, not_others


def worth_reading(sent: Sequence[Sent]) -> dict[int, Sent]:
    """For each fingerprint a few that went to different people; the others would say no more."""
    chosen: dict[int, Sent] = {}
    reached: defaultdict[int, set[Person]] = defaultdict(set)
    for one in sent:
        news = [
            mark for mark in one.marks if len(reached[mark]) < _ENOUGH and not one.people <= reached[mark]
        ]
        if news and len(chosen) < _READ:
            chosen[one.pk] = one
            for mark in one.marks:
                reached[mark] |= one.people
    return chosen


def _person(one: Mapping[str, str], person_of: Mapping[str, Person]) -> Person:
    value = normal_email(one.get("address", ""))
    return person_of.get(value, value)


def _named(people: Sequence[Mapping[str, str]]) -> str:
    first = people[0]
    return first.get("name") or first.get("address", "")


def people_of(sent: Iterable[Sent]) -> set[Person]:
    return {person for one in sent for person in one.people}
