"""Importing archives through the same arrivals as living mail: in small runs, resumable, twice is once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.archive import ArchiveImport, ReadElsewhere
from byhand.channels.arrival import Arrival, Incoming
from byhand.channels.email.fetch_answers import message_id_in
from byhand.channels.email.folders import role_by_name
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox
from byhand.channels.taking_exports import take_told
from byhand.kit.addresses import parse_addresses
from byhand.kit.archives import Archive, Export, NotAnArchive, Stored, open_archive
from byhand.kit.exports.export import Told, name_of
from byhand.team.user import User

SECONDS_PER_RUN = 2.0
BATCH_MESSAGES = 250
BATCH_BYTES = 16_000_000

_FROM = re.compile(rb"^from[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 256 * 1024
_DRAFT = "D"  # Maildir's flag

Progress = Callable[[int, int], None]


def begin(path: Path, *, into: Inbox | None = None) -> ArchiveImport:
    """The import of this archive, new or taken up again; one that ended is read once more. Raises NotAnArchive.

    Another desk's conversations may join an inbox, so that they can be answered from there.
    """
    archive = open_archive(path)
    known = ArchiveImport.objects.filter(path=str(path)).first()
    if known is None:
        joins = into if isinstance(archive, Export) else None
        inbox = joins or Inbox.objects.create(kind="archive", name=_name(archive, path)[:120])
        return ArchiveImport.objects.create(inbox=inbox, path=str(path))
    if known.has_ended:
        known.begin_again()
    return known


def run(one: ArchiveImport, progress: Progress = lambda done, total: None) -> int:
    """Reads it to its end, telling after each batch how far it is; gives how many letters were new."""
    before = one.stored
    _read(one, until=float("inf"), progress=progress)
    return one.stored - before


def import_due() -> str:
    """The chore: goes on with every archive somebody asked for, a little each time. Says how many letters came."""
    until, stored = time.monotonic() + SECONDS_PER_RUN, 0
    for one in ArchiveImport.objects.filter(ended_at=None).select_related("inbox").order_by("asked_at"):
        before = one.stored
        _read(one, until=until, progress=lambda done, total: None)
        stored += one.stored - before
        if time.monotonic() >= until:
            break
    if not stored:
        return ""
    return ngettext("%(count)s letter imported.", "%(count)s letters imported.", stored) % {"count": stored}


# Where this process stands in an archive: finding the place anew in a compressed file means unpacking it again.
_Items = Iterator[Stored] | Iterator[Told]
_places: dict[int, tuple[str, _Items]] = {}


def _read(one: ArchiveImport, *, until: float, progress: Progress) -> None:
    try:
        _read_on(one, until=until, progress=progress)
    except ReadElsewhere:
        _places.pop(one.pk, None)
        one.refresh_from_db()
    except NotAnArchive as problem:
        one.end(str(problem))
    except OSError as problem:
        one.end(_("The archive cannot be read: %(problem)s.") % {"problem": problem.strerror or problem})


def _read_on(one: ArchiveImport, *, until: float, progress: Progress) -> None:
    messages, ours = _messages(one), _our_addresses()
    while True:
        batch = _batch(messages)
        if not batch:
            _places.pop(one.pk, None)
            one.end()
            return
        told = [item for item in batch if isinstance(item, Told)]
        if told:
            take_told(one, told)
        else:
            _take(one, [item for item in batch if isinstance(item, Stored)], ours)
        _places[one.pk] = (one.reached, messages)
        progress(one.position, one.total)
        if time.monotonic() >= until:
            return


def _messages(one: ArchiveImport) -> _Items:
    reached, messages = _places.get(one.pk, (None, None))
    if messages is not None and reached == one.reached:
        return messages
    archive = open_archive(Path(one.path))
    if one.total != archive.size:
        one.total = archive.size
        one.save(update_fields=["total"])
    after = one.reached or None
    return archive.told(after) if isinstance(archive, Export) else archive.messages(after)


def _batch(messages: _Items) -> list[Stored | Told]:
    batch: list[Stored | Told] = []
    octets = 0
    for message in messages:
        batch.append(message)
        octets += len(message.raw) if isinstance(message, Stored) else message.weight()
        if len(batch) >= BATCH_MESSAGES or octets >= BATCH_BYTES:
            break
    return batch


def _take(one: ArchiveImport, batch: Sequence[Stored], ours: frozenset[str]) -> None:
    """Stores these; the place moves in the same transaction. What nobody ever sent is left out."""
    last = batch[-1]
    incoming = [
        Incoming(message.raw, role=_role(message, ours), message_id=message_id_in(message.raw))
        for message in batch
        if _DRAFT not in message.flags
    ]
    Arrival.objects.store_many(
        incoming,
        inbox=one.inbox,
        and_then=lambda new: one.advance(reached=last.position, position=last.done, stored=new),
    )


def _role(message: Stored, ours: frozenset[str]) -> str:
    """Ours is what one of us wrote, wherever it lay; else the folder's name tells, if it tells anything."""
    if _sender(message.raw) in ours:
        return Folder.Role.SENT
    return role_by_name(message.folder) or Folder.Role.INCOMING


def _name(archive: Archive | Export, path: Path) -> str:
    """An export is called after its desk."""
    return (name_of(archive.desk) if isinstance(archive, Export) else "") or path.name


def _our_addresses() -> frozenset[str]:
    inboxes = Inbox.objects.exclude(address="").values_list("address", flat=True)
    return frozenset(address.lower() for address in [*inboxes, *User.objects.values_list("email", flat=True)])


def _sender(raw: bytes) -> str:
    end = _HEADER_END.search(raw, 0, _LONGEST_HEADER)
    found = _FROM.search(raw, 0, end.start() if end else _LONGEST_HEADER)
    if not found:
        return ""
    people = parse_addresses(found[1].decode("utf-8", "replace"), 1)
    return people[0].address.lower() if people else ""
