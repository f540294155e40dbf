"""Staying in step: what changed there comes here, what changed here goes there, and nobody is deleted by it.

First their changes are read and kept, then each pair agrees field by field, then ours are put where the card still is
as it was last seen (If-Match). Whatever is cut off on the way is looked at again the next time. Whoever is hidden from
the colleague who keeps the book is not told there, by no field and no address.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.people.carddav.asking import cards, changes
from byhand.people.carddav.book import AddressBook
from byhand.people.carddav.client import NoBook
from byhand.people.carddav.our_side import put_new
from byhand.people.carddav.settling import agree_on_each
from byhand.people.carddav.their_side import keep_theirs
from byhand.people.person import PersonQuerySet
from byhand.team.secrets import LostKey
from byhand.team.user import User

PORTION = 100
SECONDS_PER_RUN = 20.0
Eyes = Callable[[User], PersonQuerySet]  # whom a colleague may see; the rooms above know


def stay_in_step_due(eyes: Eyes) -> str:
    """For a chore: every address book whose time has come. Says how many cards changed on either side."""
    until, moved = time.monotonic() + SECONDS_PER_RUN, 0
    for book in AddressBook.objects.due().select_related("by"):
        try:
            moved += stay_in_step(book, eyes(_keeper(book)))
        except (NoBook, LostKey) as no:
            book.note_trouble(str(no))
        if time.monotonic() > until:
            break
    return ngettext("%(n)s card changed.", "%(n)s cards changed.", moved) % {"n": moved} if moved else ""


def _keeper(book: AddressBook) -> User:
    """With whose eyes it is told of us. Raises NoBook once they have left, or are no owner any more."""
    if not (book.by.is_active and book.by.is_owner):
        raise NoBook(
            _("%(name)s kept it and is no owner here any more. End it, and let an owner add it anew.")
            % {"name": book.by.name}
        )
    return book.by


def stay_in_step(book: AddressBook, seen: PersonQuerySet) -> int:
    """One look, both ways, of those seen. Raises NoBook, and LostKey."""
    client, moved = book.client(), 0
    found = changes(client, book.url, book.token)
    known = dict(book.cards.filter(gone_at__isnull=True).values_list("href", "etag"))
    changed = [href for href, etag in found.etags.items() if not etag or known.get(href) != etag]
    rows = cards(client, book.url, changed)
    while portion := list(islice(rows, PORTION)):
        keep_theirs(book, portion)
        moved += len(portion)
    gone = set(found.gone) | (known.keys() - found.etags.keys() if found.is_all else set())
    book.cards.filter(href__in=gone, gone_at__isnull=True).update(gone_at=timezone.now())
    moved += agree_on_each(book, client, seen)
    if book.sends_new:
        moved += put_new(book, client, seen)
    book.looked(token=found.token)
    return moved
