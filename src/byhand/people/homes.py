"""Homes: whose each row is by right, whoever holds it while people are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import models

from byhand.people.address import Address
from byhand.people.belonging import Belonging, belonging, belongings, tell_anew
from byhand.people.home import Home
from byhand.people.person import Person, PersonQuerySet

# How many ids go into one question: SQLite takes 250,000 values, PostgreSQL 65,535.
PORTION = 5000
ADDRESS = "people.address"


def note_homes(root: int) -> None:
    """Writes down whose each row of a kept person is, where that is not written yet.

    A row that came while they were one is of whoever's address it came by, else of the kept one.
    """
    for one in sorted(belongings(), key=lambda one: one.label != ADDRESS):  # addresses tell of the others
        new = _without_home(one, root)
        by_address = _homes_of_addresses(one, root, new)
        rows = (Home(noun=one.label, row=row, person_id=by_address.get(row, root)) for row in new)
        Home.objects.bulk_create(rows, ignore_conflicts=True, batch_size=PORTION)


def rows_at_home(one: Belonging, root: int, people: Collection[int]) -> list[int]:
    """Which rows that the kept one holds are these people's."""
    held = one.of(root).values("pk")
    at_home = Home.objects.filter(noun=one.label, person__in=people, row__in=held)
    return sorted(at_home.values_list("row", flat=True))


def staying(root: int, since: datetime) -> dict[str, int]:
    """How many rows came since then that are the kept one's and nobody else's, by noun."""
    counts: dict[str, int] = {}
    for one in belongings():
        newer = Home.objects.filter(noun=one.label, person=root, at__gt=since)
        if count := newer.filter(row__in=one.of(root).values("pk")).count():
            counts[one.label] = count
    return counts


def whose(noun: type[models.Model], row: int, then: int | None) -> int | None:
    """Who holds by right a row that was this person's then: whoever that person's branch hangs on now."""
    if then is None:
        return None
    home, _made = Home.objects.get_or_create(
        noun=belonging(noun).label, row=row, defaults={"person_id": then}
    )
    return root_of(home.person_id)


def root_of(person: int) -> int:
    """Who is kept for a person: themselves, while they are merged into nobody."""
    into = Person.objects.filter(pk=person).values_list("merged_into", flat=True).first()
    return into or person


def gather_strays(gone: Collection[int] | None = None) -> int:
    """What was written for people after they had been merged goes to whom they were merged into; says how many rows.

    Without ids: whatever there is in the house. Two transactions that do not see each other yet leave such rows.
    """
    lost = Person.objects.filter(merged_into__isnull=False)
    if gone is not None:
        lost = lost.filter(pk__in=gone)
    found = [pair for one in belongings() for pair in _gather(one, lost)]
    if found:
        tell_anew({person for pair in found for person in pair})
    return len(found)


def portions(rows: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(rows), PORTION):
        yield rows[start : start + PORTION]


def _gather(one: Belonging, lost: PersonQuerySet) -> list[tuple[int, int]]:
    """Like whatever came while they were one: it is of whose address it came by, else of whom it was meant for.

    Gives for each row whom it was written for, and who has it now.
    """
    strays = list(
        one.noun._default_manager.filter(person__in=lost.values("pk"))
        .order_by("pk").values_list("pk", "person", "person__merged_into")
    )  # fmt: skip
    by_root: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for pk, was, into in strays:
        by_root[into][pk] = was
    found: list[tuple[int, int]] = []
    for root, rows in by_root.items():
        by_address = _homes_of_addresses(one, root, list(rows))
        homes = (Home(noun=one.label, row=pk, person_id=by_address.get(pk, was)) for pk, was in rows.items())
        Home.objects.bulk_create(homes, ignore_conflicts=True)
        for pk, was in rows.items():
            if one.of(was).filter(pk=pk).update(person=root):
                found.append((was, root))
    return found


def _without_home(one: Belonging, root: int) -> list[int]:
    homes = Home.objects.filter(noun=one.label, row=models.OuterRef("pk"))
    return list(one.of(root).filter(~models.Exists(homes)).order_by("pk").values_list("pk", flat=True))


def _homes_of_addresses(one: Belonging, root: int, rows: list[int]) -> dict[int, int]:
    """Whose address each of the rows came by, among those the kept one holds."""
    if one.came_by is None or not rows:
        return {}
    came = {row: address for some in portions(rows) for row, address in one.came_by(some).items()}
    held = set(Address.objects.filter(person=root).values_list("pk", flat=True))
    homes = dict(Home.objects.filter(noun=ADDRESS, row__in=held).values_list("row", "person"))
    return {row: homes[address] for row, address in came.items() if address in homes}
