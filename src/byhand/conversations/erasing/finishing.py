"""Finishing: files that only whoever was erased had, archives that hold their letters, and what a database remembers.

A chore takes up what the power cut off. A deleted row leaves its words in the file of the database until their place
is used again: the index is written anew, and then the file (SQLite), or the space is given free (PostgreSQL).
"""

from __future__ import annotations

import gzip
import mmap
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels import archives
from byhand.channels.archive import ArchiveImport
from byhand.channels.arrival import Arrival
from byhand.conversations.attachment import Attachment
from byhand.conversations.draft import DraftFile
from byhand.conversations.erasing.erasure import Erasure
from byhand.conversations.file_text import FileText
from byhand.conversations.recording import Recording
from byhand.conversations.words import SAID
from byhand.files import store
from byhand.files.check import Check
from byhand.files.in_use import in_use
from byhand.files.upload import Upload
from byhand.people.card_import import CardImport
from byhand.people.words import KNOWN

# A file of that size is written anew at once; a larger one at night, for nothing is written meanwhile.
AT_ONCE = 500 * 1024 * 1024
NIGHT = range(2, 5)
_PIECE = 8 << 20


def finish_erasures_due() -> str:
    """The chore: what an erasure left to do."""
    waiting = list(Erasure.objects.unfinished())
    for one in waiting:
        _remove_files(one)
    if not waiting or not _may_rewrite():
        return ""
    rewrite_database()
    for one in waiting:
        one.finish()
    return _("The last traces of what was erased are gone.")


def finish_now(one: Erasure) -> None:
    """What need not wait for the chore."""
    _remove_files(one)


def rewrite_database() -> None:
    """So that no free place of it holds a word that was deleted."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for words in (SAID, KNOWN):
                cursor.execute(f"INSERT INTO {words.name}({words.name}) VALUES ('optimize')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM")


def _may_rewrite() -> bool:
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        size = cursor.fetchone()[0]
    return size <= AT_ONCE or timezone.localtime().hour in NIGHT


def _remove_files(one: Erasure) -> None:
    if one.files_gone_at is not None:
        return
    _discard(one.files)
    _forget_archives(one.marks())
    one.files_are_gone()


def _discard(digests: Collection[str]) -> None:
    """Those nothing refers to any more; what was read in them goes with them."""
    wanted = in_use(digests)
    for rows in (
        Arrival.objects.filter(sha256__in=digests), Attachment.objects.filter(sha256__in=digests),
        DraftFile.objects.filter(sha256__in=digests), Recording.objects.filter(sha256__in=digests),
    ):  # fmt: skip
        wanted |= set(rows.values_list("sha256", flat=True))
    now = timezone.now()
    for digest in set(digests) - wanted:
        store.discard(digest, unless_touched_since=now)
    Upload.objects.filter(sha256__in=set(digests) - wanted).delete()
    named = Attachment.objects.values("sha256")
    FileText.objects.exclude(sha256__in=named).delete()
    Check.objects.filter(raw__in=digests).exclude(sha256__in=wanted).delete()


def _forget_archives(marks: Collection[str]) -> None:
    """What was imported lies here whole: a file in which they stand goes. What was read of it stays."""
    pattern = re.compile(
        b"|".join(re.escape(one.encode()) for one in marks if one) or rb"(?!)", re.IGNORECASE
    )
    for path in archives.folder().iterdir():
        if any(map(pattern.search, _contents(path))):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
            ArchiveImport.objects.filter(path=str(path)).update(
                trouble=_("Its file was deleted, since somebody was erased whose letters it held.")
            )
    for waiting in CardImport.objects.filter(begun_at__isnull=True, ended_at__isnull=True):
        if waiting.path.exists() and any(map(pattern.search, _contents(waiting.path))):
            waiting.end(
                _("Its file was deleted, since somebody was erased who stood in it. Upload it without them.")
            )


def _contents(path: Path) -> Iterator[bytes | mmap.mmap]:
    """Of a file, or of every file in a folder; what gzip packed in pieces that overlap."""
    for file in path.rglob("*") if path.is_dir() else [path]:
        if not file.is_file() or file.is_symlink() or not file.stat().st_size:
            continue
        with file.open("rb") as opened:
            if opened.read(2) == b"\x1f\x8b":
                yield from _unpacked(file)
            else:
                with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                    yield mapped


def _unpacked(file: Path) -> Iterator[bytes]:
    tail = b""
    try:
        with gzip.open(file, "rb") as packed:
            while piece := packed.read(_PIECE):
                yield tail + piece
                tail = piece[-400:]
    except (OSError, EOFError):
        return
