"""Their side: cards as the address book has them now, kept beside the people they are of."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from byhand.kit.card import Card
from byhand.kit.phone import e164, region_of
from byhand.kit.vcards import read_vcard
from byhand.people.address import normal_email
from byhand.people.carddav.agreeing import FIELDS
from byhand.people.carddav.book import AddressBook, BookCard, fields_of
from byhand.people.recognising import is_usable
from byhand.people.taking_cards import take
from byhand.team.house import House
from byhand.team.typed import this_row

Row = tuple[str, str, str]


@transaction.atomic
def keep_theirs(book: AddressBook, portion: Sequence[Row]) -> None:
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
        there = told_by(card)
        told = {"etag": etag[:300], "text": text.replace("\0", ""), "there": there, "gone_at": None}
        if one is None:
            person = taken.whose[n]
            base = _base(there, fields_of(person))
            BookCard.objects.create(book=book, person=person, href=href, base=base, **told)
        else:  # whose it is and what is agreed on may have changed since it was read
            this_row(one).update(**told)


def _base(there: dict[str, str | list[str]], ours: dict[str, str]) -> dict[str, str | list[str]]:
    """Met for the first time: what one leaves empty is filled from the other; where they differ, it is asked about."""
    return {
        **{name: ours[name] if ours[name] == there[name] else "" for name in FIELDS},
        "emails": list(there["emails"]), "phones": list(there["phones"]),
    }  # fmt: skip


def told_by(card: Card) -> dict[str, str | list[str]]:
    """What a card says, in the form in which people keep it here."""
    region = _region()
    emails = [normal_email(one) for one in card.emails[:20] if is_usable(one)]
    phones = [number for one in card.phones[:20] if (number := e164(one, region))]
    return {
        "name": card.name[:200], "line": card.line[:200], "organisation": card.organisation[:200],
        "emails": emails, "phones": phones,
    }  # fmt: skip


def _region() -> str:
    house = House.current()
    return region_of(e164(house.phone)) if house else ""
