"""Importing lists: an uploaded export, read a portion at a time by a chore, resumable, twice is once."""

from __future__ import annotations

import csv
import re
import secrets
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.kit.card import NotCards
from byhand.kit.subscribers import Subscriber, Subscribers, open_subscribers
from byhand.outreach.list_import import ListImport, NotListed
from byhand.outreach.people_list import PeopleList
from byhand.people.card_import import ReadElsewhere, folder
from byhand.people.consent_importing import Taken, take_subscribers
from byhand.people.topic import Topic
from byhand.team.user import User

SECONDS_PER_RUN = 2.0
PORTION = 500


class NoImport(Exception):
    """It cannot be imported; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a colleague wants of a file: consents about a topic, with their source; lists; or both."""

    topic: Topic | None = None
    source: str = ""
    on: date | None = None
    to_list: str = ""
    takes_lists: bool = False


def keep(name: str, pieces: Iterable[bytes], asked: Asked, *, by: User) -> ListImport:
    """Keeps an uploaded file until the chore reads it. Raises NoImport."""
    plain = (
        re.sub(r"[^\w.@ -]+", "_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")[-100:] or "list"
    )
    file = f"{secrets.token_hex(6)}-{plain}"
    path = folder() / file
    with path.open("xb") as out:
        out.writelines(pieces)
    try:
        open_subscribers(path, called=plain)
    except (NotCards, OSError, csv.Error):
        path.unlink()
        raise NoImport(
            _("This is no list: neither a table with a column of e-mail addresses, nor listmonk’s JSON.")
        ) from None
    return ListImport.objects.create(
        name=plain, file=file, topic=asked.topic, source=asked.source, on=asked.on, to_list=asked.to_list,
        takes_lists=asked.takes_lists, asked_by=by,
    )  # fmt: skip


def import_lists_due() -> str:
    """The chore: goes on with what was brought, a little each time. Says how many lines it read."""
    until, lines = time.monotonic() + SECONDS_PER_RUN, 0
    for one in ListImport.objects.going().select_related("topic", "asked_by"):
        lines += run(one, until=until)
        if time.monotonic() >= until:
            break
    return ngettext("%(n)s line read.", "%(n)s lines read.", lines) % {"n": lines} if lines else ""


def run(one: ListImport, *, until: float = float("inf")) -> int:
    """Reads on, to the end or until then; gives how many lines."""
    begun_with = one.reached
    try:
        held = open_subscribers(one.path, called=one.name)
        _count(one, held)
        rows = held.rows(after=one.reached)
        while portion := list(islice(rows, PORTION)):
            _take(one, portion)
            if time.monotonic() >= until:
                return one.reached - begun_with
        one.end()
    except ReadElsewhere:
        one.refresh_from_db()
    except (NotCards, OSError):
        one.end(_("The file is not here any more, or cannot be read. Upload it once more: twice is once."))
    return one.reached - begun_with


def _count(one: ListImport, held: Subscribers) -> None:
    if not one.total:
        one.counts_to(sum(1 for _row in held.rows()))


@transaction.atomic
def _take(one: ListImport, portion: list[Subscriber]) -> None:
    """These lines, what is not taken of them, and the place: in one transaction."""
    taken = take_subscribers(portion, one.declared())
    listed = _put_on_lists(one, portion, taken)
    NotListed.objects.bulk_create(
        NotListed(of=one, line=line, because=because, raw=raw) for line, because, raw in taken.account
    )
    one.advance(taken, reached=one.reached + len(portion), listed=listed)


def _put_on_lists(one: ListImport, portion: list[Subscriber], taken: Taken) -> int:
    """Only those who have not left, there or here."""
    people: defaultdict[str, list[int]] = defaultdict(list)
    for each in portion:
        address = taken.whose.get(each.line)
        names = (one.to_list, *(each.lists if one.takes_lists else ()))
        for name in filter(None, names) if address else ():
            people[name].append(address.person_id)  # type: ignore[union-attr]
    return sum(
        PeopleList.objects.called(name, by=one.asked_by).add(whose, by=one.asked_by)
        for name, whose in people.items()
    )
