"""Importing a file: kept when it is uploaded, read in small runs by a chore, resumable, twice is once."""

from __future__ import annotations

import csv
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from byhand.kit.card import NotCards
from byhand.kit.tables import LONGEST_CELL, Table, open_table
from byhand.people.file_import import FileImport, ReadElsewhere, folder

SECONDS_PER_RUN = 2.0
PORTION = 500
Found = TypeVar("Found")
Row = TypeVar("Row")
One = TypeVar("One", bound=FileImport)
csv.field_size_limit(LONGEST_CELL)


class NoImport(Exception):
    """It cannot be imported; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[Found]):
    """A file in the folder of imports: as it was called, as it is called there, and what was found in it."""

    name: str
    file: str
    found: Found


def keep_file(
    name: str, pieces: Iterable[bytes], *, usual: str, look: Callable[[Path, str], Found], refusal: str
) -> Kept[Found]:
    """Keeps what was uploaded until it is read. `look` is given the path and the name. Raises NoImport."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    plain = re.sub(r"[^\w.@ -]+", "_", bare).strip(" .")[-100:] or usual
    file = f"{secrets.token_hex(6)}-{plain}"
    path = folder() / file
    with path.open("xb") as out:
        out.writelines(pieces)
    try:
        return Kept(plain, file, look(path, plain))
    except (NotCards, OSError, csv.Error):
        path.unlink()
        raise NoImport(refusal) from None


def read_due(going: Iterable[One], run: Callable[..., int]) -> int:
    """For a chore: goes on with each, a little each time; gives the sum of what the runs gave."""
    until, done = time.monotonic() + SECONDS_PER_RUN, 0
    for one in going:
        done += run(one, until=until)
        if time.monotonic() >= until:
            break
    return done


def read_on(
    one: FileImport, rows: Callable[[], Iterator[Row]], take: Callable[[list[Row]], int], *, until: float
) -> int:
    """Takes the rows that lie ahead, a portion at a time, to the end or until then; gives the sum of what `take` gave.

    `rows` may raise NotCards; `take` moves the import on in its own transaction and may raise ReadElsewhere.
    """
    done = 0
    try:
        ahead = rows()
        while portion := list(islice(ahead, PORTION)):
            done += take(portion)
            if time.monotonic() >= until:
                return done
        one.end()
    except ReadElsewhere:
        one.refresh_from_db()
    except (NotCards, OSError):
        one.end(_("The file is not here any more, or cannot be read. Upload it once more: twice is once."))
    return done


def table_of(one: FileImport) -> Table:
    """Raises NotCards."""
    try:
        return open_table(one.path)
    except FileNotFoundError:
        raise NotCards(one.file) from None
