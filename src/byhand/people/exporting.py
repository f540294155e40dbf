"""Exporting people: as a table that no spreadsheet runs, as vCard 4.0, as JSON. A portion at a time, however many."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from byhand.kit.card import ANNIVERSARY, BIRTHDAY, Card, Related
from byhand.kit.spreadsheets import defused
from byhand.kit.vcard_writing import vcard
from byhand.people.address import Address
from byhand.people.memory import MemoryQuerySet
from byhand.people.occasion import OccasionQuerySet
from byhand.people.person import Person, PersonQuerySet
from byhand.people.tie import TieEnd, TieEndQuerySet

PORTION = 500
COLUMNS = (
    "name", "title", "company", "email", "phone", "birthday", "anniversary", "occasions", "ties", "notes",
    "known since",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """Of what is noted about people, that which whoever takes them along may see."""

    memories: MemoryQuerySet
    occasions: OccasionQuerySet
    people: PersonQuerySet  # whose names may be told as somebody else's ties

    def prefetched(self) -> tuple[Prefetch[Any], ...]:
        """To be read at once for many people, as lists beside the person's own."""
        return (
            Prefetch("memories", self.memories.kept().select_related("by"), to_attr="told_memories"),
            Prefetch("occasions", self.occasions.standing().select_related("by"), to_attr="told_occasions"),
            Prefetch("ties", self._ties(), to_attr="told_ties"),
        )

    def _ties(self) -> TieEndQuerySet:
        told = TieEnd.objects.filter(Q(person__isnull=True) | Q(person__in=self.people)).select_related(
            "person"
        )
        ends = Prefetch("tie__ends", told, to_attr="told_ends")
        return TieEnd.objects.standing().select_related("tie").prefetch_related(ends).order_by("pk")


def as_table(people: PersonQuerySet, seen: Seen) -> Iterator[str]:
    """Lines of CSV (RFC 4180); several addresses with a semicolon between, notes with an empty line."""
    yield "\ufeff" + line_of(COLUMNS)
    for person in _whole(people, seen):
        card = card_of(person)
        since = person.known_since.date().isoformat() if person.known_since else ""
        yield line_of(
            (card.name, card.line, card.organisation, "; ".join(card.emails), "; ".join(card.phones),
             *_days(card), "\n".join(f"{one.what}: {one.name}" for one in card.ties), "\n\n".join(card.notes), since)
        )  # fmt: skip


def as_vcards(people: PersonQuerySet, seen: Seen) -> Iterator[bytes]:
    for person in _whole(people, seen):
        yield vcard(card_of(person), uid=f"urn:byhand:person:{person.pk}")


def as_json(people: PersonQuerySet, seen: Seen) -> Iterator[str]:
    """A list, one person a line."""
    before = "[\n"
    for person in _whole(people, seen):
        yield before + json.dumps(told_of(person), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def card_of(person: Person) -> Card:
    """Of a person with what `Seen` reads."""
    addresses, memories, occasions = person.addresses.all(), person.told_memories, person.told_occasions
    return Card(
        name=person.name, line=person.line, organisation=person.organisation.name if person.organisation else "",
        emails=tuple(one.value for one in addresses if one.kind == Address.Kind.EMAIL),
        phones=tuple(one.value for one in addresses if one.kind == Address.Kind.PHONE),
        notes=tuple(one.text for one in memories), occasions=tuple(one.told() for one in occasions),
        ties=tuple(Related(one.called(), one.is_what) for one in _known(person) if one.is_what),
    )  # fmt: skip


def told_of(person: Person) -> dict[str, Any]:
    """Everything of a person's card, as JSON keeps it; of a person with what `Seen` reads."""
    addresses, memories, occasions = person.addresses.all(), person.told_memories, person.told_occasions
    return {
        "id": person.pk, "name": person.name, "line": person.line,
        "organisation": person.organisation.name if person.organisation else "",
        "here_since": person.made_at.isoformat(),
        "known_since": person.known_since.isoformat() if person.known_since else None,
        "addresses": [
            {"kind": one.kind, "value": one.value, "verified": one.verified_at is not None,
             "liked_best": one.liked_since is not None}
            for one in addresses
        ],
        "worth_remembering": [
            {"text": one.text, "noted_by": one.by.name, "noted_at": one.noted_at.isoformat()}
            for one in memories
        ],
        "likes_to_be_reached": {"hours": person.reach_hours, "word": person.reach_word,
                                "clock": person.reach_zone},
        "occasions": [
            {"what": one.told().what, "on": one.on.written(), "noted_by": one.by.name,
             "noted_at": one.noted_at.isoformat()}
            for one in occasions
        ],
        "knows": [{"name": one.called(), "id": one.person_id, "is": one.is_what} for one in _known(person)],
        "belongs": [
            {"to": one.organisation.name, "as": one.role, "since": one.since and one.since.isoformat(),
             "until": one.until and one.until.isoformat()}
            for one in person.stays.all() if one.taken_away_at is None
        ],
        "also_called": [one.name for one in person.merged.all() if one.name],
    }  # fmt: skip


def _known(person: Person) -> list[TieEnd]:
    """The other ends of their ties."""
    return [end for one in person.told_ties for end in one.tie.told_ends if end.person_id != person.pk]


def _whole(people: PersonQuerySet, seen: Seen) -> Iterator[Person]:
    rows = people.select_related("organisation").order_by("pk")
    yield from rows.prefetch_related(
        "addresses", "merged", "stays__organisation", *seen.prefetched()
    ).iterator(PORTION)


def _days(card: Card) -> tuple[str, str, str]:
    """The first birthday and anniversary, and all that is left: “Name day: --12-06”, one a line."""
    rest = list(card.occasions)
    usual: list[str] = []
    for kind in (BIRTHDAY, ANNIVERSARY):
        first = next((one for one in rest if one.what == kind), None)
        usual.append(first.on.written() if first else "")
        rest = [one for one in rest if one is not first]
    told = "\n".join(f"{one.what}: {one.on.written()}" for one in rest)
    return usual[0], usual[1], told


def line_of(cells: tuple[str, ...]) -> str:
    """One line of a table, defused."""
    out = io.StringIO()
    csv.writer(out).writerow([defused(one) for one in cells])
    return out.getvalue()
