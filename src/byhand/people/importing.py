"""Importing people: an uploaded table or vCards, read in small runs, resumable, twice is once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.kit.card import NotCards, Read
from byhand.kit.monica import is_monica, read_monica
from byhand.kit.phone import e164, region_of
from byhand.kit.tables import open_table
from byhand.kit.vcards import open_vcards, read_vcards
from byhand.people.card_import import CardImport, LeftOut
from byhand.people.file_importing import keep_file, read_due, read_on, table_of
from byhand.people.taking_cards import take
from byhand.team.house import House
from byhand.team.user import User


def keep(name: str, pieces: Iterable[bytes], *, by: User) -> CardImport:
    """Keeps an uploaded file until it is read. Raises NoImport."""
    refusal = _(
        "This is no table of people (.csv with a line of headings), no vCards (.vcf) and no export of Monica."
    )
    kept = keep_file(name, pieces, usual="people", look=_look_into, refusal=refusal)
    kind, total = kept.found
    return CardImport.objects.create(name=kept.name, file=kept.file, kind=kind, total=total, asked_by=by)


def import_people_due() -> str:
    """The chore: goes on with what was begun, a little each time. Says how many people came."""
    new = read_due(CardImport.objects.going().select_related("asked_by"), run)
    said = ngettext("%(count)s person imported.", "%(count)s people imported.", new)
    return said % {"count": new} if new else ""


def run(one: CardImport, *, until: float = float("inf")) -> int:
    """Reads on, to the end or until then; gives how many people were new."""
    return read_on(
        one, lambda: cards_of(one, after=one.reached), lambda portion: _take(one, portion), until=until
    )


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


def _look_into(path: Path, _called: str) -> tuple[str, int]:
    """What kind it is, and how many rows or cards it has. Raises NotCards."""
    kind = _kind_of(path)
    return kind, sum(1 for _one in _rows(kind, path))


def _kind_of(path: Path) -> str:
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
