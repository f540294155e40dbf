"""Importing records: an uploaded table, read in small runs, resumable, twice is once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

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
from byhand.kit.phone import e164, region_of
from byhand.kit.tables import Table, open_table
from byhand.people.file_importing import keep_file, read_due, read_on, table_of
from byhand.team.house import House
from byhand.team.user import User

Line = tuple[int, Told | NotSo | None]  # its number; nothing where it is empty


def keep(source: Source, name: str, pieces: Iterable[bytes], *, by: User) -> RecordImport:
    """Keeps an uploaded table until it is read. Raises NoImport."""
    refusal = _("This is no table (.csv) whose first line names its columns.")
    kept = keep_file(name, pieces, usual="records", look=_rows_in, refusal=refusal)
    return RecordImport.objects.create(
        source=source, name=kept.name, file=kept.file, total=kept.found, asked_by=by
    )


def import_records_due() -> str:
    """The chore: goes on with what was begun, a little each time. Says how many records came."""
    new = read_due(RecordImport.objects.going().select_related("source"), run)
    said = ngettext("%(count)s record taken from a table.", "%(count)s records taken from a table.", new)
    return said % {"count": new} if new else ""


def run(one: RecordImport, *, until: float = float("inf")) -> int:
    """Reads on, to the end or until then; gives how many records were new."""
    return read_on(one, lambda: lines_of(one), lambda portion: _take(one, portion), until=until)


def read_as(table: Table, cells: Sequence[str], mapping: dict[int, str], *, kind: str, region: str) -> Told:
    """One line as it would be taken. Raises NotSo."""
    return read_line(cells, mapping, kind=kind, region=region, columns=len(table.columns))


def region_here() -> str:
    """Where numbers without a country's code are dialled: where the house has its telephone."""
    house = House.current()
    return region_of(e164(house.phone)) if house else ""


def lines_of(one: RecordImport) -> Iterator[Line]:
    """Those that lie ahead, each as it would be taken, or why it cannot be. Raises NotCards."""
    table, mapping, region = table_of(one), one.columns(), region_here()
    for line, cells in table.rows(after=one.reached):
        if cells and not any(cell.strip() for cell in cells):
            yield line, None
            continue
        try:
            yield line, read_as(table, cells, mapping, kind=one.kind, region=region)
        except NotSo as no:
            yield line, no


@transaction.atomic
def _take(one: RecordImport, portion: Sequence[Line]) -> int:
    """These lines, what is not taken of them, and the place: in one transaction."""
    good = [(line, told) for line, told in portion if isinstance(told, Told)]
    bad = [Refused(line, "", str(no)) for line, no in portion if isinstance(no, NotSo)]
    account = take(one.source, good, way=Record.Way.TABLE)
    NotTaken.objects.note(one.source, bad, way=Record.Way.TABLE)
    refused = sorted([*account.refused, *bad], key=lambda each: each.place)
    LineLeftOut.objects.bulk_create(
        LineLeftOut(of=one, line=each.place, key=each.key[:120], because=each.because[:300])
        for each in refused
    )
    one.advance(
        reached=one.reached + len(portion), new=account.new, known=account.known, left_out=len(refused)
    )
    return account.new


def _rows_in(path: Path, _called: str) -> int:
    return sum(1 for _row in open_table(path).rows())
