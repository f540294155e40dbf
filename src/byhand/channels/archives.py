"""Archives to be imported: files a colleague uploads, or puts on the server into the folder for them.

Only that folder is read. A path typed into a page could name the house's keys, and what is imported is shown.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from byhand.channels import importing
from byhand.channels.archive import ArchiveImport
from byhand.channels.archive_adapter import ArchiveAdapter
from byhand.channels.inbox import Inbox
from byhand.channels.unpacking import NotLetters, unpack
from byhand.kit.archives import NotAnArchive, open_archive
from byhand.team.user import User

EXPORTS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
ENDINGS = (".mbox", ".mbx", ".mbox.gz", ".eml", *EXPORTS)


class NoArchive(Exception):
    """It cannot be imported; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something in the folder; `size` in bytes, 0 for a folder of letters."""

    name: str
    size: int


def folder() -> Path:
    """Where archives lie; made on first use."""
    path = Path(settings.DATA_FOLDER) / "archives"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def lying_there() -> list[Found]:
    """What could be imported and was not asked for yet. A link out of the folder is no archive."""
    asked = set(ArchiveImport.objects.values_list("path", flat=True))
    fresh = (one for one in sorted(folder().iterdir()) if str(one) not in asked and _is_archive(one))
    return [Found(one.name, one.stat().st_size if one.is_file() else 0) for one in fresh]


def keep(name: str, pieces: Iterable[bytes]) -> Path:
    """Keeps an uploaded file under a name that leads nowhere else. Raises NoArchive."""
    plain = _plain(name)
    if not plain.lower().endswith((*ENDINGS, ".zip")):
        raise NoArchive(
            _(
                "This is no archive we know: .mbox, .mbox.gz, .eml, another desk’s .json or .jsonl, or a .zip of these."
            )
        )
    path = folder() / f"{secrets.token_hex(4)}-{plain}"
    draft = path.with_name(f".{path.name}")
    with draft.open("xb") as file:
        file.writelines(pieces)
    if plain.lower().endswith(".zip"):
        return _unpacked(draft, path)
    _look_into(draft)
    return draft.rename(path)


@transaction.atomic
def ask(name: str, *, is_team_wide: bool, by: User, into: Inbox | None = None) -> ArchiveImport:
    """It is to be read: an inbox of its own, or (another desk's history) one that can answer, and the row that the
    chore sees. Raises NoArchive."""
    path = folder() / name
    if name != path.name or not _is_archive(path):
        raise NoArchive(_("There is no archive of that name any more."))
    is_new = not ArchiveImport.objects.filter(path=str(path)).exists()
    asked = _begun(path, into)
    if is_new:
        asked.asked_by = by
        asked.save(update_fields=["asked_by"])
        if asked.inbox.kind == ArchiveAdapter.kind:
            _treat(asked.inbox, name, by if not is_team_wide else None)
    return asked


def _begun(path: Path, into: Inbox | None) -> ArchiveImport:
    try:
        return importing.begin(path, into=into)
    except (NotAnArchive, OSError):
        raise NoArchive(_("There is no mail in it that we can read.")) from None


def _treat(inbox: Inbox, name: str, only: User | None) -> None:
    if inbox.name == name[:120]:  # an export is called after its desk
        inbox.name = _readable(name)
    inbox.is_team_wide = only is None
    inbox.save(update_fields=["name", "is_team_wide"])
    inbox.members.set([only] if only else [])


def _unpacked(draft: Path, path: Path) -> Path:
    folder_of_letters, half = path.with_suffix(""), draft.with_suffix("")
    try:
        unpack(draft, half)
        half.rename(folder_of_letters)
    except NotLetters as told:
        shutil.rmtree(half, ignore_errors=True)
        raise NoArchive(str(told)) from None
    finally:
        draft.unlink()
    return folder_of_letters


def _look_into(draft: Path) -> None:
    """What cannot be read is not kept."""
    try:
        open_archive(draft)
    except (NotAnArchive, OSError, EOFError):
        draft.unlink()
        raise NoArchive(_("There is no mail, and no other desk’s history, in it that we can read.")) from None


def _is_archive(path: Path) -> bool:
    hidden = path.name.startswith(".") or path.is_symlink()
    return not hidden and (path.is_dir() or (path.is_file() and path.name.lower().endswith(ENDINGS)))


def _plain(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return re.sub(r"[^\w.@ -]+", "_", last).strip(" .")[-100:] or "archive"


def _readable(name: str) -> str:
    return re.sub(r"^[0-9a-f]{8}-", "", name)[:120]
