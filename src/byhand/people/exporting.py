"""Exporting people: as a table that no spreadsheet runs, as vCard 4.0, as JSON. A portion at a time, however many."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from byhand.kit.card import Card
from byhand.kit.spreadsheets import defused
from byhand.kit.vcard_writing import vcard
from byhand.people.address import Address
from byhand.people.person import Person, PersonQuerySet

PORTION = 500
COLUMNS = ("name", "title", "company", "email", "phone", "notes", "known since")


def as_table(people: PersonQuerySet) -> Iterator[str]:
    """Lines of CSV (RFC 4180); several addresses with a semicolon between, notes with an empty line."""
    yield "\ufeff" + line_of(COLUMNS)
    for person in _whole(people):
        card = card_of(person)
        since = person.known_since.date().isoformat() if person.known_since else ""
        yield line_of(
            (card.name, card.line, card.organisation, "; ".join(card.emails), "; ".join(card.phones),
             "\n\n".join(card.notes), since)
        )  # fmt: skip


def as_vcards(people: PersonQuerySet) -> Iterator[bytes]:
    for person in _whole(people):
        yield vcard(card_of(person), uid=f"urn:byhand:person:{person.pk}")


def as_json(people: PersonQuerySet) -> Iterator[str]:
    """A list, one person a line."""
    before = "[\n"
    for person in _whole(people):
        yield before + json.dumps(told_of(person), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def card_of(person: Person) -> Card:
    addresses, memories = person.addresses.all(), person.memories.all()
    return Card(
        name=person.name, line=person.line, organisation=person.organisation.name if person.organisation else "",
        emails=tuple(one.value for one in addresses if one.kind == Address.Kind.EMAIL),
        phones=tuple(one.value for one in addresses if one.kind == Address.Kind.PHONE),
        notes=tuple(one.text for one in memories if one.forgotten_at is None),
    )  # fmt: skip


def told_of(person: Person) -> dict[str, Any]:
    """Everything of a person's card, as JSON keeps it."""
    addresses, memories = person.addresses.all(), person.memories.all()
    return {
        "id": person.pk, "name": person.name, "line": person.line,
        "organisation": person.organisation.name if person.organisation else "",
        "here_since": person.made_at.isoformat(),
        "known_since": person.known_since.isoformat() if person.known_since else None,
        "addresses": [
            {"kind": one.kind, "value": one.value, "verified": one.verified_at is not None} for one in addresses
        ],
        "worth_remembering": [
            {"text": one.text, "noted_by": one.by.name, "noted_at": one.noted_at.isoformat()}
            for one in memories if one.forgotten_at is None
        ],
        "also_called": [one.name for one in person.merged.all() if one.name],
    }  # fmt: skip


def _whole(people: PersonQuerySet) -> Iterator[Person]:
    rows = people.select_related("organisation").order_by("pk")
    yield from rows.prefetch_related("addresses", "memories__by", "merged").iterator(PORTION)


def line_of(cells: tuple[str, ...]) -> str:
    """One line of a table, defused."""
    out = io.StringIO()
    csv.writer(out).writerow([defused(one) for one in cells])
    return out.getvalue()
