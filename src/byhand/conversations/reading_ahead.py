"""Reading ahead: while the database writes one batch, the bytes of the next are read beside it.

Nothing here asks the database: it is safe in any thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from django.utils.translation import gettext as _

from byhand.channels.arrival import Arrival
from byhand.channels.registry import holds_mail
from byhand.channels.said import heard
from byhand.files.store import Missing, path_of
from byhand.kit.guarded import Unread, read_guarded
from byhand.kit.mime import ParsedMail, read_mail

# Over this size, or after one failure, the bytes are read in a child process that may fail alone.
GUARDED_OVER = 1024 * 1024
GUARD_SECONDS = 60.0
GUARD_MEMORY = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Read:
    """An arrival with what its bytes say, or why they cannot be read."""

    arrival: Arrival
    mail: ParsedMail | Unread


def read_ahead(batches: Sequence[Sequence[Arrival]]) -> Iterator[list[Read]]:
    """Each batch read, in order; the one after it is being read meanwhile."""
    if len(batches) < 2:
        yield from map(read_all, batches)
        return
    with ThreadPoolExecutor(1) as pool:
        coming: Future[list[Read]] = pool.submit(read_all, batches[0])
        for following in batches[1:]:
            ready = coming.result()
            coming = pool.submit(read_all, following)
            yield ready
        yield coming.result()


def read_all(arrivals: Sequence[Arrival]) -> list[Read]:
    return [Read(one, _read(one)) for one in arrivals]


def _read(arrival: Arrival) -> ParsedMail | Unread:
    try:
        mail = _guarded(arrival) if arrival.size > GUARDED_OVER or arrival.tries else read_mail(arrival.raw())
    except Missing:
        return Unread(_("Its bytes are no longer in the file store."))
    return mail if isinstance(mail, Unread) or holds_mail(arrival.inbox.kind) else heard(mail)


def _guarded(arrival: Arrival) -> ParsedMail | Unread:
    path = path_of(arrival.sha256)
    if not path.exists():
        raise Missing(arrival.sha256)
    return read_guarded(path, GUARD_SECONDS, GUARD_MEMORY)
