"""Intake: arrivals become messages. One transaction a batch; if the batch is refused, one arrival at a time.

Reading the bytes happens before the transaction; nothing but rows is touched inside it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.arrival import Arrival
from byhand.conversations.reading_ahead import Read, read_ahead
from byhand.conversations.taking_in import take_in
from byhand.kit.guarded import Unread
from byhand.kit.mime import ParsedMail

BATCH = 50
PER_RUN = 500
MOST_TRIES = 3

log = logging.getLogger(__name__)


def read_arrivals_due() -> str:
    """The chore: turns what arrived into messages. Says how many."""
    done = read_arrivals(list(Arrival.objects.unread().select_related("inbox")[:PER_RUN]))
    return (
        ngettext("%(count)s letter read.", "%(count)s letters read.", done) % {"count": done} if done else ""
    )


def read_arrivals(arrivals: Sequence[Arrival]) -> int:
    """Reads these and takes them in, a batch at a time; gives how many became messages. Safe to repeat."""
    batches = [arrivals[at : at + BATCH] for at in range(0, len(arrivals), BATCH)]
    return sum(_take_in(batch) for batch in read_ahead(batches))


def _take_in(batch: Sequence[Read]) -> int:
    for one in batch:
        if isinstance(one.mail, Unread):
            _needs_a_look(one.arrival, one.mail.reason)
    readable = [(one.arrival, one.mail) for one in batch if not isinstance(one.mail, Unread)]
    if not readable:
        return 0
    try:
        return _take_in_together(readable)
    except Exception:  # one bad mail must not hold up forty-nine good ones
        log.warning("intake.batch_refused", exc_info=True, extra={"arrivals": len(readable)})
        return sum(_take_in_alone(arrival, mail) for arrival, mail in readable)


def _take_in_together(readable: Sequence[tuple[Arrival, ParsedMail]]) -> int:
    with transaction.atomic():
        return take_in(readable)


def _take_in_alone(arrival: Arrival, mail: ParsedMail) -> int:
    try:
        return _take_in_together([(arrival, mail)])
    except Exception as problem:  # kept raw, shown to a person, readable again later
        log.exception("intake.refused", extra={"arrival": arrival.pk})
        _failed(arrival, f"{type(problem).__name__}: {problem}", passing=isinstance(problem, DatabaseError))
        return 0


def _failed(arrival: Arrival, reason: str, *, passing: bool) -> None:
    """A trouble of the database may pass; after some tries, and for any other trouble at once, a person looks."""
    Arrival.objects.filter(pk=arrival.pk).update(tries=F("tries") + 1)
    if not passing or arrival.tries + 1 >= MOST_TRIES:
        _needs_a_look(arrival, reason)


def _needs_a_look(arrival: Arrival, reason: str) -> None:
    unread = Arrival.objects.filter(pk=arrival.pk, state=Arrival.State.UNREAD)
    unread.update(state=Arrival.State.NEEDS_A_LOOK, reason=reason[:2000], read_at=timezone.now())
