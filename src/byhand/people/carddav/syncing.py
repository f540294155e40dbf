"""Staying in step: what changed there comes here, what changed here goes there, and nobody is deleted by it.

First their changes are read and kept, then each pair agrees field by field, then ours are put where the card still is
as it was last seen (If-Match). Whatever is cut off on the way is looked at again the next time.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.kit.card import Card
from byhand.kit.phone import e164, region_of
from byhand.kit.vcard_editing import edited
from byhand.kit.vcard_writing import vcard
from byhand.kit.vcards import read_vcard
from byhand.people.address import Address, normal_email
from byhand.people.carddav.agreeing import FIELDS, agree
from byhand.people.carddav.asking import cards, changes, put
from byhand.people.carddav.book import AddressBook, BookCard, fields_of
from byhand.people.carddav.client import Client, NoBook
from byhand.people.person import Person
from byhand.people.recognising import is_usable
from byhand.people.stay import Stay
from byhand.people.suppression import Suppression
from byhand.people.taking_cards import take
from byhand.team.house import House
from byhand.team.secrets import LostKey
from byhand.team.user import User

PORTION = 100
MOST_NEW = 200
SECONDS_PER_RUN = 20.0
Row = tuple[str, str, str]


def stay_in_step_due() -> str:
    """The chore: every address book whose time has come. Says how many cards changed on either side."""
    until, moved = time.monotonic() + SECONDS_PER_RUN, 0
    for book in AddressBook.objects.due().select_related("by"):
        try:
            moved += stay_in_step(book)
        except (NoBook, LostKey) as no:
            book.note_trouble(str(no))
        if time.monotonic() > until:
            break
    return ngettext("%(n)s card changed.", "%(n)s cards changed.", moved) % {"n": moved} if moved else ""


def stay_in_step(book: AddressBook) -> int:
    """One look, both ways. Raises NoBook, and LostKey."""
    client, moved = book.client(), 0
    found = changes(client, book.url, book.token)
    known = dict(book.cards.filter(gone_at__isnull=True).values_list("href", "etag"))
    changed = [href for href, etag in found.etags.items() if not etag or known.get(href) != etag]
    rows = cards(client, book.url, changed)
    while portion := list(islice(rows, PORTION)):
        _keep_theirs(book, portion)
        moved += len(portion)
    gone = set(found.gone) | (known.keys() - found.etags.keys() if found.is_all else set())
    book.cards.filter(href__in=gone, gone_at__isnull=True).update(gone_at=timezone.now())
    moved += _agree(book, client)
    if book.sends_new:
        moved += _put_new(book, client)
    book.looked(token=found.token)
    return moved


@transaction.atomic
def _keep_theirs(book: AddressBook, portion: Sequence[Row]) -> None:
    """Cards as they are there now. One nobody knows becomes a person, or is found to be one by its addresses."""
    here = {one.href: one for one in book.cards.filter(href__in=[href for href, _etag, _text in portion])}
    reads = {n: read_vcard(text.replace("\0", ""), line=n) for n, (_href, _etag, text) in enumerate(portion)}
    new = [reads[n] for n, (href, _etag, _text) in enumerate(portion) if href not in here]
    taken = take(new, region=_region(), by=book.by)
    for n, (href, etag, text) in enumerate(portion):
        card = reads[n].card
        one = here.get(href)
        if card is None or (one is None and n not in taken.whose):
            continue
        there = _told(card)
        if one is None:
            person = taken.whose[n]
            one = BookCard(book=book, person=person, href=href, base=_base(there, fields_of(person)))
        one.etag, one.text, one.there, one.gone_at = etag[:300], text.replace("\0", ""), there, None
        one.save()


def _base(there: dict[str, str | list[str]], ours: dict[str, str]) -> dict[str, str | list[str]]:
    """Met for the first time: what one leaves empty is filled from the other; where they differ, it is asked about."""
    return {
        **{name: ours[name] if ours[name] == there[name] else "" for name in FIELDS},
        "emails": list(there["emails"]), "phones": list(there["phones"]),
    }  # fmt: skip


def _told(card: Card) -> dict[str, str | list[str]]:
    region = _region()
    emails = [normal_email(one) for one in card.emails[:20] if is_usable(one)]
    phones = [number for one in card.phones[:20] if (number := e164(one, region))]
    return {
        "name": card.name[:200], "line": card.line[:200], "organisation": card.organisation[:200],
        "emails": emails, "phones": phones,
    }  # fmt: skip


def _agree(book: AddressBook, client: Client) -> int:
    """Every pair that differs; gives how many changed on either side."""
    moved = 0
    rows = book.cards.filter(gone_at__isnull=True).select_related("person__organisation", "book__by")
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
            _told(read_vcard(text.decode()).card or Card()),
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


def _put_new(book: AddressBook, client: Client) -> int:
    """People whom colleagues know and that book does not, some at a time."""
    known = (
        Person.objects.standing().filter(known_since__isnull=False, blocked_at__isnull=True).exclude(name="")
    )
    rows = known.exclude(book_cards__book=book).select_related("organisation").prefetch_related("addresses")
    count = 0
    for person in rows.order_by("pk")[:MOST_NEW]:
        name = f"byhand-{secrets.token_hex(16)}"
        addresses = [one for one in person.addresses.all() if not one.value.endswith(".invalid")]
        told = fields_of(person)
        card = Card(
            name=told["name"], line=told["line"], organisation=told["organisation"],
            emails=tuple(one.value for one in addresses if one.kind == "email"),
            phones=tuple(one.value for one in addresses if one.kind == "phone"),
        )  # fmt: skip
        text = (
            vcard(card, uid=name)
            .replace(b"VERSION:4.0", b"VERSION:3.0")
            .replace(b"TEL;VALUE=uri:tel:", b"TEL:")
        )
        href = f"{book.url.rstrip('/')}/{name}.vcf"
        etag = put(client, href, text, etag="")
        if etag is None:
            raise NoBook(_("The address book may only be read with this name."))
        there = _told(card)
        BookCard.objects.create(
            book=book, person=person, href=href, etag=etag[:300], text=text.decode(), there=there, base=there
        )
        count += 1
    return count


def _region() -> str:
    house = House.current()
    return region_of(e164(house.phone)) if house else ""
