"""Our side: people whom colleagues know and the address book does not are put there."""

from __future__ import annotations

import secrets

from django.utils.translation import gettext as _

from byhand.kit.card import Card
from byhand.kit.vcard_writing import vcard
from byhand.people.carddav.asking import put
from byhand.people.carddav.book import AddressBook, BookCard, fields_of
from byhand.people.carddav.client import Client, NoBook
from byhand.people.carddav.their_side import told_by
from byhand.people.person import PersonQuerySet

MOST_NEW = 200


def put_new(book: AddressBook, client: Client, seen: PersonQuerySet) -> int:
    """Of those seen, people whom colleagues know and that book does not, some at a time."""
    known = seen.filter(known_since__isnull=False, blocked_at__isnull=True).exclude(name="")
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
        there = told_by(card)
        BookCard.objects.create(
            book=book, person=person, href=href, etag=etag[:300], text=text.decode(), there=there, base=there
        )
        count += 1
    return count
