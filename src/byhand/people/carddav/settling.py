"""Settling: each person and their card agree, field by field; what both sides changed is asked about."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from byhand.kit.card import Card
from byhand.kit.vcard_editing import edited
from byhand.kit.vcards import read_vcard
from byhand.people.address import Address
from byhand.people.carddav.agreeing import agree
from byhand.people.carddav.asking import put
from byhand.people.carddav.book import AddressBook, BookCard, fields_of
from byhand.people.carddav.client import Client
from byhand.people.carddav.their_side import told_by
from byhand.people.person import Person, PersonQuerySet
from byhand.people.stay import Stay
from byhand.people.suppression import Suppression
from byhand.team.user import User


def agree_on_each(book: AddressBook, client: Client, seen: PersonQuerySet) -> int:
    """Every pair that differs, of people seen; gives how many changed on either side."""
    moved = 0
    theirs = book.cards.filter(gone_at__isnull=True, person__in=seen.order_by().values("pk"))
    rows = theirs.select_related("person__organisation", "book__by")
    for one in rows.prefetch_related("person__addresses").order_by("pk").iterator(500):
        moved += _agree_on(one, client)
    return moved


def _agree_on(one: BookCard, client: Client) -> bool:
    person, there = one.person, one.there
    ours = fields_of(person)
    agreed = agree(one.base, ours, there)
    values = {
        kind: [a.value for a in person.addresses.all() if a.kind == kind] for kind in ("email", "phone")
    }
    theirs = {name: value for name, value in agreed.fields.items() if ours[name] != value}
    wanted = {
        name: value
        for name, value in agreed.fields.items()
        if name not in agreed.conflict and there[name] != value
    }
    emails = _ours_alone(values["email"], [*there["emails"], *one.base.get("emails", ())])
    phones = _ours_alone(values["phone"], [*there["phones"], *one.base.get("phones", ())])
    added = _add(person, there)
    if not (theirs or wanted or emails or phones or added or agreed.conflict != one.conflict):
        return False
    if wanted or emails or phones:
        text = edited(one.text, wanted, emails=emails, phones=phones)
        etag = put(client, one.href, text, etag=one.etag or "*")
        if etag is None:
            return False  # it changed there meanwhile: read anew the next time
        one.etag, one.text, one.there = (
            etag[:300],
            text.decode(),
            told_by(read_vcard(text.decode()).card or Card()),
        )
    _follow(person, theirs, by=one.book.by)
    one.base = {
        **{name: one.base.get(name, "") if name in agreed.conflict else value for name, value in agreed.fields.items()},
        "emails": sorted({*values["email"], *there["emails"]}), "phones": sorted({*values["phone"], *there["phones"]}),
    }  # fmt: skip
    one.conflict = agreed.conflict
    one.save(update_fields=["etag", "text", "there", "base", "conflict"])
    return bool(theirs or wanted or emails or phones or added)


def _ours_alone(values: Iterable[str], known: Iterable[str]) -> list[str]:
    """What they never had: what they took off their card is not put on again; a stand-in is nobody's address."""
    there = set(known)
    return [one for one in values if one not in there and not one.endswith(".invalid")]


@transaction.atomic
def _follow(person: Person, changed: dict[str, str], *, by: User) -> None:
    if not changed:
        return
    if "organisation" in changed:
        Stay.objects.move(person, changed["organisation"], by=by)
    person.name, person.line = changed.get("name", person.name), changed.get("line", person.line)
    person.clues_at = person.compared_at = None
    person.save(update_fields=["name", "line", "clues_at", "compared_at"])


def _add(person: Person, there: dict[str, list[str]]) -> bool:
    """Addresses of theirs that nobody has here. What is somebody else's stays theirs."""
    held = {(one.kind, one.value) for one in person.addresses.all()}
    wanted = [("email", one) for one in there["emails"]] + [("phone", one) for one in there["phones"]]
    new = [one for one in wanted if one not in held]
    if not new:
        return False
    values = [value for _kind, value in new]
    taken = set(Address.objects.filter(kind="email", value__in=values).values_list("value", flat=True))
    taken |= set(Suppression.objects.among(values))
    rows = [Address(person=person, kind=kind, value=value) for kind, value in new if value not in taken]
    Address.objects.bulk_create(rows, ignore_conflicts=True)
    return bool(rows)
