"""Importing records: an uploaded table, read in small runs, resumable, twice is once."""

from __future__ import annotations

import csv
import re
import secrets
import time
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.gate.records.columns import read_line
from byhand.gate.records.not_taken import NotTaken
from byhand.gate.records.record import Record
from byhand.gate.records.record_import import LineLeftOut, RecordImport
from byhand.gate.records.source import Source
from byhand.gate.records.taking import Refused, take
from byhand.gate.records.told import NotSo, Told
from byhand.kit.card import NotCards
from byhand.kit.phone import e164, region_of
from byhand.kit.tables import Table, open_table
from byhand.people.card_import import folder
from byhand.team.house import House
from byhand.team.user import User

SECONDS_PER_RUN = 2.0
PORTION = 500
Line = tuple[int, list[str]]


class NoImport(Exception):
    """It cannot be imported; the text is a sentence for a person."""


class ReadElsewhere(Exception):
    """Another process reads the same table; it goes on there."""


def keep(source: Source, name: str, pieces: Iterable[bytes], *, by: User) -> RecordImport:
    """Keeps an uploaded table until it is read. Raises NoImport."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    plain = re.sub(r"[^\w.@ -]+", "_", bare).strip(" .")[-100:] or "records"
    file = f"{secrets.token_hex(6)}-{plain}"
    path = folder() / file
    with path.open("xb") as out:
        out.writelines(pieces)
    try:
        total = sum(1 for _row in open_table(path).rows())
    except (NotCards, OSError, csv.Error):
        path.unlink()
        raise NoImport(_("This is no table (.csv) whose first line names its columns.")) from None
    return RecordImport.objects.create(source=source, name=plain, file=file, total=total, asked_by=by)


def import_records_due() -> str:
    """The chore: goes on with what was begun, a little each time. Says how many records came."""
    until, new = time.monotonic() + SECONDS_PER_RUN, 0
    for one in RecordImport.objects.going().select_related("source"):
        new += run(one, until=until)
        if time.monotonic() >= until:
            break
    said = ngettext("%(count)s record taken from a table.", "%(count)s records taken from a table.", new)
    return said % {"count": new} if new else ""


def run(one: RecordImport, *, until: float = float("inf")) -> int:
    """Reads on, to the end or until then; gives how many records were new."""
    new = 0
    try:
        table = table_of(one)
        rows = table.rows(after=one.reached)
        while portion := list(islice(rows, PORTION)):
            new += _take(one, table, portion)
            if time.monotonic() >= until:
                return new
        one.end()
    except ReadElsewhere:
        one.refresh_from_db()
    except (NotCards, OSError):
        one.end(_("The file is not here any more, or cannot be read. Upload it once more: twice is once."))
    return new


def table_of(one: RecordImport) -> Table:
    """Raises NotCards."""
    try:
        return open_table(one.path)
    except FileNotFoundError:
        raise NotCards(one.file) from None


def read_as(table: Table, cells: Sequence[str], mapping: dict[int, str], *, kind: str, region: str) -> Told:
    """One line as it would be taken. Raises NotSo."""
    return read_line(cells, mapping, kind=kind, region=region, columns=len(table.columns))


def region_here() -> str:
    """Where numbers without a country's code are dialled: where the house has its telephone."""
    house = House.current()
    return region_of(e164(house.phone)) if house else ""


@transaction.atomic
def _take(one: RecordImport, table: Table, portion: Sequence[Line]) -> int:
    """These lines, what is not taken of them, and the place: in one transaction."""
    mapping, region = one.columns(), region_here()
    good: list[tuple[int, Told]] = []
    bad: list[Refused] = []
    for line, cells in portion:
        if cells and not any(cell.strip() for cell in cells):
            continue
        try:
            good.append((line, read_as(table, cells, mapping, kind=one.kind, region=region)))
        except NotSo as no:
            bad.append(Refused(line, "", str(no)))
    account = take(one.source, good, way=Record.Way.TABLE)
    NotTaken.objects.note(one.source, bad, way=Record.Way.TABLE)
    refused = sorted([*account.refused, *bad], key=lambda each: each.place)
    LineLeftOut.objects.bulk_create(
        LineLeftOut(of=one, line=each.place, key=each.key[:120], because=each.because[:300])
        for each in refused
    )
    reached = one.reached + len(portion)
    if not one.advance(reached=reached, new=account.new, known=account.known, left_out=len(refused)):
        raise ReadElsewhere
    return account.new
