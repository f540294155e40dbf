"""Settling: each person and their card agree, field by field; what both sides changed is asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from byhand.kit.card import Card
from byhand.kit.vcard_editing import edited
from byhand.kit.vcards import read_vcard
from byhand.people.address import Address
from byhand.people.carddav.agreeing import Agreed, agree
from byhand.people.carddav.asking import put
from byhand.people.carddav.book import AddressBook, BookCard, fields_of
from byhand.people.carddav.client import Client
from byhand.people.carddav.their_side import told_by
from byhand.people.person import Person, PersonQuerySet
from byhand.people.stay import Stay
from byhand.people.suppression import Suppression
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done so that both sides agree: `here` and `there` are fields, the rest addresses."""

    agreed: Agreed
    here: dict[str, str]
    there: dict[str, str]
    emails: list[str]
    phones: list[str]
    new: list[Address]

    def is_to_be_put(self) -> bool:
        return bool(self.there or self.emails or self.phones)

    def changes(self) -> bool:
        return self.is_to_be_put() or bool(self.here or self.new)


def agree_on_each(book: AddressBook, client: Client, seen: PersonQuerySet) -> int:
    """Every pair that differs, of people seen; gives how many changed on either side."""
    moved = 0
    rows = _with_people(book.cards.filter(gone_at__isnull=True, person__in=seen.order_by().values("pk")))
    for one in rows.order_by("pk").iterator(500):
        if _differs(one, _planned(one)):
            moved += _agree_on(one.pk, client)
    return moved


def _with_people(rows: QuerySet[BookCard]) -> QuerySet[BookCard]:
    return rows.select_related("person__organisation", "book__by").prefetch_related("person__addresses")


def _differs(one: BookCard, plan: _Plan) -> bool:
    return plan.changes() or plan.agreed.conflict != one.conflict


def _agree_on(pk: int, client: Client) -> bool:
    """Read anew: others were spoken of over the wire since, and colleagues do not wait for that."""
    one = _with_people(BookCard.objects.filter(pk=pk)).first()
    if one is None or not _differs(one, plan := _planned(one)):
        return False
    before = _state(one)
    if plan.is_to_be_put():
        text = edited(one.text, plan.there, emails=plan.emails, phones=plan.phones)
        etag = put(client, one.href, text, etag=one.etag or "*")
        if etag is None:
            return False  # it changed there meanwhile: read anew the next time
        one.etag, one.text = etag[:300], text.decode()
        one.there = told_by(read_vcard(one.text).card or Card())
    _write(one, plan, before)
    return plan.changes()


@transaction.atomic
def _write(one: BookCard, plan: _Plan, before: object) -> None:
    """What was agreed; of a person or card that changed while it was put there, only what stands there now."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=one.person_id))
    now = _with_people(BookCard.objects.select_for_update(of=("self",)).filter(pk=one.pk)).first()
    if now is None:
        return
    now.etag, now.text, now.there = one.etag, one.text, one.there
    if _state(now) == before:
        _follow(now.person, plan.here, by=now.book.by)
        Address.objects.bulk_create(plan.new, ignore_conflicts=True)
        now.base, now.conflict = _agreed_base(now, plan), plan.agreed.conflict
    else:
        now.base = {**now.base, **plan.there}
    now.save(update_fields=["etag", "text", "there", "base", "conflict"])


def _state(one: BookCard) -> object:
    """What a colleague, a merge or the other side may change meanwhile."""
    return one.person_id, fields_of(one.person), _addresses(one), one.base, one.conflict


def _agreed_base(one: BookCard, plan: _Plan) -> dict[str, str | list[str]]:
    held, agreed = _addresses(one), plan.agreed
    fields = {
        name: one.base.get(name, "") if name in agreed.conflict else value
        for name, value in agreed.fields.items()
    }
    return {
        **fields,
        "emails": sorted({*held["email"], *one.there["emails"]}),
        "phones": sorted({*held["phone"], *one.there["phones"]}),
    }


def _planned(one: BookCard) -> _Plan:
    ours, there, held = fields_of(one.person), one.there, _addresses(one)
    agreed = agree(one.base, ours, there)
    return _Plan(
        agreed,
        here={name: value for name, value in agreed.fields.items() if ours[name] != value},
        there={
            name: value
            for name, value in agreed.fields.items()
            if name not in agreed.conflict and there[name] != value
        },
        emails=_ours_alone(held["email"], [*there["emails"], *one.base.get("emails", ())]),
        phones=_ours_alone(held["phone"], [*there["phones"], *one.base.get("phones", ())]),
        new=_new_addresses(one.person, there),
    )


def _addresses(one: BookCard) -> dict[str, list[str]]:
    rows = list(one.person.addresses.all())
    return {kind: sorted(row.value for row in rows if row.kind == kind) for kind in ("email", "phone")}


def _ours_alone(values: Iterable[str], known: Iterable[str]) -> list[str]:
    """What they never had: what they took off their card is not put on again; a stand-in is nobody's address."""
    there = set(known)
    return [one for one in values if one not in there and not one.endswith(".invalid")]


def _follow(person: Person, changed: dict[str, str], *, by: User) -> None:
    if not changed:
        return
    if "organisation" in changed:
        Stay.objects.move(person, changed["organisation"], by=by)
    person.name, person.line = changed.get("name", person.name), changed.get("line", person.line)
    person.clues_at = person.compared_at = None
    person.save(update_fields=["name", "line", "clues_at", "compared_at"])


def _new_addresses(person: Person, there: dict[str, list[str]]) -> list[Address]:
    """Addresses of theirs that nobody has here. What is somebody else's stays theirs."""
    held = {(one.kind, one.value) for one in person.addresses.all()}
    wanted = [("email", one) for one in there["emails"]] + [("phone", one) for one in there["phones"]]
    new = [one for one in wanted if one not in held]
    if not new:
        return []
    values = [value for _kind, value in new]
    taken = set(Address.objects.filter(kind="email", value__in=values).values_list("value", flat=True))
    taken |= set(Suppression.objects.among(values))
    return [Address(person=person, kind=kind, value=value) for kind, value in new if value not in taken]
