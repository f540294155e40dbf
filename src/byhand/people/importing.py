"""Importing people: an uploaded table or vCards, read in small runs, resumable, twice is once."""

from __future__ import annotations

import csv
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.kit.card import NotCards, Read
from byhand.kit.monica import is_monica, read_monica
from byhand.kit.phone import e164, region_of
from byhand.kit.tables import LONGEST_LINE, Table, open_table
from byhand.kit.vcards import open_vcards, read_vcards
from byhand.people.card_import import CardImport, LeftOut, ReadElsewhere, folder
from byhand.people.taking_cards import take
from byhand.team.house import House
from byhand.team.user import User

SECONDS_PER_RUN = 2.0
PORTION = 500
csv.field_size_limit(LONGEST_LINE)


class NoImport(Exception):
    """It cannot be imported; the text is a sentence for a person."""


def keep(name: str, pieces: Iterable[bytes], *, by: User) -> CardImport:
    """Keeps an uploaded file until it is read. Raises NoImport."""
    plain = (
        re.sub(r"[^\w.@ -]+", "_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")[-100:] or "people"
    )
    file = f"{secrets.token_hex(6)}-{plain}"
    path = folder() / file
    with path.open("xb") as out:
        out.writelines(pieces)
    try:
        kind = _look_into(path)
        total = sum(1 for _one in _rows(kind, path))
    except (NotCards, OSError, csv.Error):
        path.unlink()
        raise NoImport(
            _(
                "This is no table of people (.csv with a line of headings), no vCards (.vcf) and no export of Monica."
            )
        ) from None
    return CardImport.objects.create(name=plain, file=file, kind=kind, total=total, asked_by=by)


def import_people_due() -> str:
    """The chore: goes on with what was begun, a little each time. Says how many people came."""
    until, new = time.monotonic() + SECONDS_PER_RUN, 0
    for one in CardImport.objects.going().select_related("asked_by"):
        new += run(one, until=until)
        if time.monotonic() >= until:
            break
    return (
        ngettext("%(count)s person imported.", "%(count)s people imported.", new) % {"count": new}
        if new
        else ""
    )


def run(one: CardImport, *, until: float = float("inf")) -> int:
    """Reads on, to the end or until then; gives how many people were new."""
    new = 0
    try:
        reads = cards_of(one, after=one.reached)
        while portion := list(islice(reads, PORTION)):
            new += _take(one, portion)
            if time.monotonic() >= until:
                return new
        one.end()
    except ReadElsewhere:
        one.refresh_from_db()
    except (NotCards, OSError):
        one.end(_("The file is not here any more, or cannot be read. Upload it once more: twice is once."))
    return new


def cards_of(one: CardImport, *, after: int = 0) -> Iterator[Read]:
    """What stands in the file behind so many rows. Raises NotCards."""
    if one.kind == CardImport.Kind.VCARDS:
        yield from read_vcards(one.path, after=after)
        return
    if one.kind == CardImport.Kind.MONICA:
        yield from read_monica(one.path, after=after)
        return
    table, mapping = table_of(one), one.columns()
    for line, cells in table.rows(after=after):
        yield table.read(line, cells, mapping)


def table_of(one: CardImport) -> Table:
    """Raises NotCards."""
    try:
        return open_table(one.path)
    except FileNotFoundError:
        raise NotCards(one.file) from None


@transaction.atomic
def _take(one: CardImport, portion: list[Read]) -> int:
    """These cards, what is not taken of them, and the place: in one transaction."""
    house = House.current()
    region = region_of(e164(house.phone)) if house else ""
    taken = take(portion, region=region, by=one.asked_by)
    LeftOut.objects.bulk_create(
        LeftOut(of=one, line=line, because=because, raw=raw) for line, because, raw in taken.account
    )
    one.advance(reached=one.reached + len(portion), new=taken.new, known=taken.known, left_out=taken.left_out)
    return taken.new


def _look_into(path: Path) -> str:
    if is_monica(path):
        next(read_monica(path), None)
        return CardImport.Kind.MONICA.value
    try:
        open_vcards(path)
    except NotCards:
        open_table(path)
        return CardImport.Kind.TABLE.value
    return CardImport.Kind.VCARDS.value


def _rows(kind: str, path: Path) -> Iterator[object]:
    if kind == CardImport.Kind.MONICA:
        return read_monica(path)
    return read_vcards(path) if kind == CardImport.Kind.VCARDS else open_table(path).rows()
