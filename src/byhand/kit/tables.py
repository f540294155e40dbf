"""Tables of people (CSV): their encoding, their separator, their columns, and each line as a card.

What is no UTF-8 is read line by line: a table pasted together from several programs is the rule. RFC 4180 says how
cells are quoted; what does not keep to it is told line by line and never guessed.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from byhand.kit.card import ANNIVERSARY, BIRTHDAY, Card, Dated, NotCards, Read, Related
from byhand.kit.days import read_day
from byhand.kit.headings import DAYS, FIELDS, MANY_LINES, meaning
from byhand.kit.spreadsheets import is_formula, undone

SEPARATORS = ",;\t|"
LONGEST_LINE = 200_000  # letters of the headings
# A picture in a cell is long; it is read so that the rows around it are, and what is noted of it is cut.
LONGEST_CELL = 2_000_000
# A note of so many lines is no note: the quotation was never closed.
LONGEST_RECORD = 60
MOST_COLUMNS = 200
RAW = 300
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_SEVERAL = re.compile(r"\s*(?: ::: |[;,\n])\s*")


@dataclass(frozen=True, slots=True)
class Table:
    """What was found of a file: its columns in order, under names that differ, and what separates them."""

    path: Path
    encoding: str
    separator: str
    columns: tuple[str, ...]

    def rows(self, *, after: int = 0) -> Iterator[tuple[int, list[str]]]:
        """The rows behind so many, each with the line on which it begins; no cells if a quotation is never closed."""
        yield from islice(_records(_lines(self.path, self.encoding), self.separator), after + 1, None)

    def guess(self) -> dict[int, str]:
        """What each column probably means, by its heading; those nobody knows are left out."""
        found = {n: field for n, name in enumerate(self.columns) if (field := meaning(name))}
        if {"given", "family"} <= set(found.values()):  # Google's “File As” is the same the other way round
            found = {n: field for n, field in found.items() if self.columns[n].lower() != "file as"}
        return found

    def read(self, line: int, cells: Sequence[str], mapping: Mapping[int, str]) -> Read:
        """One row as a card, by what each column means."""
        raw = self.separator.join(cells)[:RAW]
        if problem := self._trouble(cells):
            return Read(line, raw, problem=problem)
        found: dict[str, list[str]] = {field: [] for field in FIELDS}
        left_out: list[str] = []
        no_days: list[str] = []
        for n, field in sorted(mapping.items()):
            cell = undone(cells[n].strip()) if n < len(cells) else ""
            if (
                cell and field not in DAYS and is_formula(cell)
            ):  # --05-12 is a day, and is read as nothing else
                left_out.append(cell[:80])
            elif cell:
                cell = self._labelled(n, field, cells, cell)
                found[field].append(" ".join(cell.split()) if field not in MANY_LINES else cell)
        days = tuple(_occasions(found, no_days))
        card = replace(_card(found), occasions=days, ties=tuple(_ties(found["ties"])))
        return Read(line, raw, card, left_out=tuple(left_out), no_days=tuple(no_days))

    def _labelled(self, n: int, field: str, cells: Sequence[str], cell: str) -> str:
        """“Sister: Mei Tanaka”: Google keeps the one in a column of its own, before the other."""
        if field not in MANY_LINES or n == 0 or not self.columns[n - 1].endswith(" - Label"):
            return cell
        label = cells[n - 1].strip().removeprefix("* ")
        return f"{label}: {cell}" if label else cell

    def _trouble(self, cells: Sequence[str]) -> str:
        if not cells:
            return "not closed"
        text = "".join(cells)
        if "\ufffd" in text or "\0" in text:
            return "broken"
        if len(cells) > len(self.columns) and any(one.strip() for one in cells[len(self.columns) :]):
            return "too many"
        return "" if text.strip() else "empty"


def open_table(path: Path) -> Table:
    """Looks at a file. Raises NotCards if it is no table."""
    with path.open("rb") as file:
        start = file.read(65536)
    encoding = _encoding(start)
    if not encoding and _CONTROL.search(start[:512]):
        raise NotCards("It is no text.")
    heading = next(_lines(path, encoding), "")
    if not heading.strip() or len(heading) > LONGEST_LINE or "\0" in heading:
        raise NotCards("It has no first line with the names of its columns.")
    counts = Counter({one: heading.count(one) for one in SEPARATORS})
    separator = max(SEPARATORS, key=lambda one: counts[one])
    try:
        columns = next(_records(_lines(path, encoding), separator))[1]
    except StopIteration:
        raise NotCards("Its first line cannot be read as names of columns.") from None
    if not 0 < len(columns) <= MOST_COLUMNS:
        raise NotCards("It has more columns than any table of people.")
    return Table(path, encoding, separator, _told_apart(columns))


def _encoding(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-16-le" if start[1:40:2].count(0) > 10 else ""


def _lines(path: Path, encoding: str) -> Iterator[str]:
    """Decoded lines with their ends; without an encoding each is UTF-8 or, failing that, Windows-1252."""
    if encoding:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            yield from file
        return
    with path.open("rb") as file:
        for n, line in enumerate(file):
            yield _decoded(line.removeprefix(b"\xef\xbb\xbf") if n == 0 else line)


def _decoded(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "replace")


def _records(lines: Iterator[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows and the line on which each begins. One quotation that is never closed spoils its own line alone."""
    waiting: deque[str] = deque()
    number, width = 0, 0
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        record = [line]
        while (cells := _cells(record, separator, width)) is None and len(record) < LONGEST_RECORD:
            more = waiting.popleft() if waiting else next(lines, None)
            if more is None:
                break
            record.append(more)
        if not cells:
            waiting.extendleft(reversed(record[1:]))
            record = record[:1]
        yield number + 1, cells or []
        number, width = number + len(record), width or len(cells or ())


def _cells(record: Sequence[str], separator: str, width: int) -> list[str] | None:
    """The cells of one row; None if a quotation goes on behind it; empty if what goes on is no row of this table."""
    try:
        cells = next(csv.reader(record, delimiter=separator, strict=True), [""]) or [""]
    except csv.Error as error:
        if "unexpected end" in str(error):
            return None
        cells = [] if len(record) > 1 else next(csv.reader(record, delimiter=separator), [""])
    return cells if len(record) == 1 or len(cells) == width else []


def _told_apart(columns: Sequence[str]) -> tuple[str, ...]:
    """Headings that are there twice get a number, empty ones a name."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for n, written in enumerate(columns, 1):
        name = " ".join(written.split())[:80] or f"({n})"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _card(found: dict[str, list[str]]) -> Card:
    whole = " ".join(found["name"][:1]) or " ".join((*found["given"], *found["family"]))
    notes = (one for cell in found["note"] for one in cell.split("\n\n"))
    return Card(
        name=whole, line=", ".join(found["line"]), organisation=" ".join(found["organisation"][:1]),
        emails=tuple(_several(found["email"])), phones=tuple(_several(found["phone"])), notes=tuple(notes),
    )  # fmt: skip


def _occasions(found: dict[str, list[str]], none: list[str]) -> Iterator[Dated]:
    """The days in these cells; what is none goes to those. Of the last column: “Name day: --12-06”, one a line."""
    told = [(field, cell) for field in (BIRTHDAY, ANNIVERSARY) for cell in found[field]]
    for cell in found["occasions"]:
        parts = [one.rpartition(":") for one in cell.splitlines() if one.strip()]
        told += [(what.strip(), day) for what, _colon, day in parts]
    for what, day in told:
        on = read_day(day)
        if on is None or not what:
            none.append(f"{what}: {day}"[:80] if what else day[:80])
        else:
            yield Dated.called(what, on)


def _ties(cells: Sequence[str]) -> Iterator[Related]:
    """“sister: Mei Tanaka”, one a line; a name alone is a contact."""
    for one in (line for cell in cells for line in cell.splitlines()):
        what, _colon, name = one.rpartition(":")
        if name.strip():
            yield Related(" ".join(name.split()), " ".join(what.split()).lower() or "contact")


def _several(cells: Sequence[str]) -> Iterator[str]:
    for cell in cells:
        yield from filter(None, _SEVERAL.split(cell))
