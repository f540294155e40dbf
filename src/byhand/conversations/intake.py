"""Intake: arrivals become messages. One transaction a batch; if the batch is refused, one arrival at a time.

Reading the bytes happens before the transaction; nothing but rows is touched inside it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.arrival import Arrival
from byhand.conversations.taking_in import take_in
from byhand.files.store import Missing, path_of
from byhand.kit.guarded import Unread, read_guarded
from byhand.kit.mime import ParsedMail, read_mail

BATCH = 50
BATCHES_PER_RUN = 10
# Over this size, or after one failure, the bytes are read in a child process that may fail alone.
GUARDED_OVER = 1024 * 1024
GUARD_SECONDS = 60.0
GUARD_MEMORY = 1024 * 1024 * 1024
MOST_TRIES = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """An arrival with what its bytes say."""

    arrival: Arrival
    mail: ParsedMail


def read_arrivals_due() -> str:
    """The chore: turns what arrived into messages. Says how many."""
    done = 0
    for _batch in range(BATCHES_PER_RUN):
        arrivals = list(Arrival.objects.unread().select_related("inbox")[:BATCH])
        done += read_arrivals(arrivals)
        if len(arrivals) < BATCH:
            break
    return (
        ngettext("%(count)s letter read.", "%(count)s letters read.", done) % {"count": done} if done else ""
    )


def read_arrivals(arrivals: Sequence[Arrival]) -> int:
    """Reads these and takes them in; gives how many became messages. Safe to repeat."""
    readable = [one for one in map(_read, arrivals) if one is not None]
    if not readable:
        return 0
    try:
        return _take_in_together(readable)
    except Exception:  # one bad mail must not hold up forty-nine good ones
        log.warning("intake.batch_refused", exc_info=True, extra={"arrivals": len(readable)})
        return sum(_take_in_alone(one) for one in readable)


def _read(arrival: Arrival) -> Read | None:
    try:
        mail = _guarded(arrival) if arrival.size > GUARDED_OVER or arrival.tries else read_mail(arrival.raw())
    except Missing:
        return _needs_a_look(arrival, _("Its bytes are no longer in the file store."))
    if isinstance(mail, Unread):
        return _needs_a_look(arrival, mail.reason)
    return Read(arrival, mail)


def _guarded(arrival: Arrival) -> ParsedMail | Unread:
    path = path_of(arrival.sha256)
    if not path.exists():
        raise Missing(arrival.sha256)
    return read_guarded(path, GUARD_SECONDS, GUARD_MEMORY)


def _take_in_together(readable: Sequence[Read]) -> int:
    with transaction.atomic():
        return take_in([(one.arrival, one.mail) for one in readable])


def _take_in_alone(one: Read) -> int:
    try:
        return _take_in_together([one])
    except Exception as problem:  # kept raw, shown to a person, readable again later
        log.exception("intake.refused", extra={"arrival": one.arrival.pk})
        _failed(
            one.arrival, f"{type(problem).__name__}: {problem}", passing=isinstance(problem, DatabaseError)
        )
        return 0


def _failed(arrival: Arrival, reason: str, *, passing: bool) -> None:
    """A trouble of the database may pass; after some tries, and for any other trouble at once, a person looks."""
    Arrival.objects.filter(pk=arrival.pk).update(tries=F("tries") + 1)
    if not passing or arrival.tries + 1 >= MOST_TRIES:
        _needs_a_look(arrival, reason)


def _needs_a_look(arrival: Arrival, reason: str) -> None:
    unread = Arrival.objects.filter(pk=arrival.pk, state=Arrival.State.UNREAD)
    unread.update(state=Arrival.State.NEEDS_A_LOOK, reason=reason[:2000], read_at=timezone.now())
