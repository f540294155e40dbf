"""Reading an archive while somebody watches: stored with a progress bar, then read into conversations."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from byhand.channels.archive import ArchiveImport
from byhand.channels.archives import NotAnArchive
from byhand.channels.arrival import Arrival
from byhand.channels.importing import begin, run
from byhand.channels.inbox import Inbox
from byhand.cli.preparing import migrate
from byhand.cli.saying import Problem
from byhand.conversations.intake import PER_RUN, read_arrivals
from byhand.conversations.taking_over import take_over_portion

MOST_SAID = 20


def take_archive(path: Path, inbox: str = "") -> str:
    """Imports it whole; gives the line to say at the end. Stopped by Ctrl-C, the next run goes on."""
    migrate()
    try:
        archive = begin(path, into=_inbox(inbox) if inbox else None)
    except (NotAnArchive, OSError) as problem:
        raise Problem(str(problem)) from None
    with tqdm(total=archive.total, unit="B", unit_scale=True, desc="storing") as bar:
        stored = run(archive, lambda done, _total: _move(bar, done))
    read = _read_all(archive.inbox_id)
    stuck = Arrival.objects.needing_a_look().filter(inbox=archive.inbox_id).count()
    look = f" {stuck} need a look." if stuck else ""
    while take_over_portion():
        pass
    return f"{stored} letters are new, {read} became messages.{look}{_left_out(archive)}"


def _left_out(archive: ArchiveImport) -> str:
    """How much of an export was not taken, and the first few of it."""
    lines = [str(one) for one in archive.left_out.order_by("pk")[:MOST_SAID]]
    count = archive.left_out.count()
    return f"\nNot taken ({count}):\n  " + "\n  ".join(lines) if lines else ""


def _inbox(address: str) -> Inbox:
    found = Inbox.objects.filter(address__iexact=address).exclude(kind="archive").first()
    if found is None:
        raise Problem(f"No inbox here has the address {address}.")
    return found


def _read_all(inbox: int) -> int:
    unread = Arrival.objects.unread().filter(inbox=inbox).select_related("inbox")
    read = 0
    with tqdm(total=unread.count(), unit="letter", desc="reading") as bar:
        while batch := list(unread[:PER_RUN]):
            read += read_arrivals(batch)
            bar.update(len(batch))
    return read


def _move(bar: tqdm[NoReturn], done: int) -> None:
    bar.update(done - bar.n)
