"""The loop that does the chores: one a house, chosen by a lease, each chore in one thread at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import F
from django.utils import timezone

from byhand.work import bell
from byhand.work.chore import Chore
from byhand.work.models import ChoreRecord, Lease
from byhand.work.worker import this_worker

TICK = 0.25
LEASE = timedelta(seconds=20)
RENEW_AFTER = timedelta(seconds=7)
# A sweep that finds nothing twice a second is written down this often, not each time.
QUIET_RECORD_AFTER = timedelta(seconds=30)
PATIENCE_AFTER_FAILURE = timedelta(seconds=15)
# After a start everybody comes back at once, and what they say is read first: the chores begin one after the other
# within this time, and each no later than its own beat.
BEGINNING = timedelta(seconds=20)

log = logging.getLogger(__name__)


class ChoreLoop:
    """Runs the chores until told to stop."""

    def __init__(self, chores: Sequence[Chore], *, threads: int = 4, within: timedelta = BEGINNING) -> None:
        self.holder = this_worker()
        self._chores = chores
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="chore")
        self._running: dict[str, Future[None]] = {}
        self._queued_in: dict[str, ThreadPoolExecutor] = {}
        self._next = _first_times(chores, timezone.now(), within)
        self._written: dict[str, datetime] = {}
        self._at_once = ThreadPoolExecutor(2, thread_name_prefix="chore-rung")
        self._rung: set[str] = set()
        self._stirred = threading.Event()
        self._stopping = threading.Event()
        self._leased_until: datetime | None = None
        self._thread = threading.Thread(target=self._loop, name="chores", daemon=True)

    def start(self) -> None:
        bell.listen(self.hear)
        self._thread.start()

    def hear(self, chore: str) -> None:
        """Somebody rang for that chore: it begins at once, or anew when it is at work."""
        self._rung.add(chore)
        self._stirred.set()

    def stop(self, *, patience: float = 10.0) -> None:
        """No new chore is begun; those at work may end."""
        bell.stop_listening(self.hear)
        self._stopping.set()
        self._stirred.set()
        self._thread.join(patience)
        for pool in (self._pool, self._at_once):
            pool.shutdown(wait=True, cancel_futures=True)
        Lease.give_back("chores", self.holder)
        connection.close()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._stirred.wait(TICK)
            self._stirred.clear()
            try:
                if self._holds_lease():
                    self._begin_due()
            except DatabaseError:
                log.warning("chores.database_unavailable", exc_info=True)
                close_old_connections()
        connection.close()

    def _holds_lease(self) -> bool:
        now = timezone.now()
        if self._leased_until is None or now >= self._leased_until - LEASE + RENEW_AFTER:
            taken = Lease.take("chores", self.holder, length=LEASE)
            self._leased_until = now + LEASE if taken else None
        return self._leased_until is not None

    def _begin_due(self) -> None:
        now = timezone.now()
        for chore in self._chores:
            is_rung = chore.name in self._rung
            if self._is_at_work(chore) and not (is_rung and self._leaves_the_queue(chore)):
                continue
            if is_rung:  # not behind others that take long
                self._rung.discard(chore.name)
                self._begin(chore, self._at_once)
            elif self._next[chore.name] <= now:
                self._begin(chore, self._pool)

    def _is_at_work(self, chore: Chore) -> bool:
        """Begun, or in a queue to be."""
        return chore.name in self._running and not self._running[chore.name].done()

    def _leaves_the_queue(self, chore: Chore) -> bool:
        """Whether it only waited behind others for its beat; then it waits no more."""
        return self._queued_in[chore.name] is self._pool and self._running[chore.name].cancel()

    def _begin(self, chore: Chore, pool: ThreadPoolExecutor) -> None:
        self._queued_in[chore.name] = pool
        self._running[chore.name] = pool.submit(self._do, chore)
        self._running[chore.name].add_done_callback(self._look_for_rings)

    def _look_for_rings(self, _: Future[None]) -> None:
        if self._rung:
            self._stirred.set()

    def _do(self, chore: Chore) -> None:
        started = timezone.now()
        said, failure = "", ""
        try:
            said = chore.run()
        except (
            Exception
        ) as problem:  # a chore that fails must not end the others; it is shown and tried again
            log.exception("chore.failed", extra={"chore": chore.name})
            failure = f"{type(problem).__name__}: {problem}"
        self._next[chore.name] = timezone.now() + (PATIENCE_AFTER_FAILURE if failure else chore.every)
        try:
            self._record(chore, started, said, failure)
        except DatabaseError:
            log.warning("chore.not_recorded", extra={"chore": chore.name}, exc_info=True)
        close_old_connections()

    def _record(self, chore: Chore, started: datetime, said: str, failure: str) -> None:
        quiet_since = self._written.get(chore.name)
        if not said and not failure and quiet_since and started - quiet_since < QUIET_RECORD_AFTER:
            return
        self._written[chore.name] = started
        record_run(chore, started, said=said, failure=failure, next_at=self._next[chore.name])


def _first_times(chores: Sequence[Chore], start: datetime, within: timedelta) -> dict[str, datetime]:
    """When each begins after the start: in the order of the list, and none later than with its own beat."""
    return {
        chore.name: start + min(chore.every, within) * (place / len(chores))
        for place, chore in enumerate(chores)
    }


def record_run(chore: Chore, ran_at: datetime, *, said: str, failure: str, next_at: datetime | None) -> None:
    """Writes down one run of a chore."""
    ChoreRecord.objects.get_or_create(name=chore.name)
    changed: dict[str, object] = {"ran_at": ran_at, "next_at": next_at, "runs": F("runs") + 1}
    if said:
        changed |= {"did": said, "did_at": ran_at}
    if failure:
        changed |= {"failure": failure, "failed_at": ran_at}
    ChoreRecord.objects.filter(name=chore.name).update(**changed)
