"""The seeded list as people of the house, and how well a way of finding doubles does on it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from tests.people.doubles import Someone, people_with_doubles

from byhand.people.models import Address, Organisation, Person
from byhand.people.resemblance import ResemblanceQuerySet

Pair = tuple[int, int]


def take_in(count: int) -> dict[Pair, str]:
    """So many people; gives the pairs that are one, and in which way they stand twice."""
    listed = people_with_doubles(count)
    firms = {one.firm for one in listed if one.firm}
    Organisation.objects.bulk_create(Organisation(name=firm) for firm in sorted(firms))
    ids = dict(Organisation.objects.values_list("name", "pk"))
    people = Person.objects.bulk_create(
        (Person(name=one.name, organisation_id=ids.get(one.firm)) for one in listed), batch_size=1000
    )
    rows = [Address(person=person, kind=kind, value=value)
            for person, one in zip(people, listed, strict=True)
            for kind, value in (("email", one.email), ("phone", one.phone)) if value]  # fmt: skip
    Address.objects.bulk_create(rows, batch_size=1000)
    return _doubles(dict(zip((one.pk for one in people), listed, strict=True)))


def _doubles(people: dict[int, Someone]) -> dict[Pair, str]:
    by_who: defaultdict[int, list[int]] = defaultdict(list)
    for pk, one in people.items():
        by_who[one.who].append(pk)
    return {
        (min(a, b), max(a, b)): people[a].way or people[b].way
        for same in by_who.values() for a, b in combinations(same, 2)
    }  # fmt: skip


def how_well(doubles: dict[Pair, str], asked: ResemblanceQuerySet) -> tuple[float, float]:
    """Precision and recall of what is asked."""
    pairs = set(asked.values_list("one", "other"))
    right = len(pairs & doubles.keys())
    return right / max(len(pairs), 1), right / len(doubles)
