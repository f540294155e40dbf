"""The chore that looks for new mail: every inbox that is due, side by side, so that a slow one holds up no other."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field

from django.db import DatabaseError, connections
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.adapter import Refused
from byhand.channels.inbox import Inbox
from byhand.channels.registry import adapter_of
from byhand.team.secrets import LostKey

AT_ONCE = 8
# The chore waits this long for the looks it began; one that takes longer is told of by a later run.
PATIENCE = 5.0

log = logging.getLogger(__name__)


@dataclass
class Looks:
    """The looks at work, at most one an inbox."""

    at_work: dict[int, threading.Thread] = field(default_factory=dict[int, threading.Thread])
    stored: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin_due(self) -> None:
        """Begins a look at every inbox that is due and not being looked at, as many as may be at once."""
        with self.lock:
            self.at_work = {pk: thread for pk, thread in self.at_work.items() if thread.is_alive()}
            for inbox in Inbox.objects.due().exclude(pk__in=self.at_work)[: AT_ONCE - len(self.at_work)]:
                thread = threading.Thread(
                    target=self._look, args=(inbox,), name=f"fetch-{inbox.pk}", daemon=True
                )
                self.at_work[inbox.pk] = thread
                thread.start()

    def wait(self, patience: float) -> int:
        """Waits for them, not for ever; gives how many arrivals were stored since it was last asked."""
        deadline = time.monotonic() + patience
        for thread in list(self.at_work.values()):
            thread.join(max(deadline - time.monotonic(), 0))
        with self.lock:
            stored, self.stored = self.stored, 0
        return stored

    def _look(self, inbox: Inbox) -> None:
        try:
            stored = look(inbox)
            with self.lock:
                self.stored += stored
        except DatabaseError:  # busy or away: it is still due, and tried again
            log.warning("fetch.database_unavailable", exc_info=True, extra={"inbox": inbox.pk})
        finally:
            connections.close_all()


def look(inbox: Inbox) -> int:
    """One look at one inbox; what goes wrong is written down there as a sentence. Gives how many were stored."""
    try:
        fetched = adapter_of(inbox.kind).fetch(inbox)
    except (Refused, LostKey) as problem:
        inbox.note_trouble(str(problem))
        return 0
    except DatabaseError:
        raise
    except Exception as problem:  # an adapter's own mistake must not end the looking for ever, nor hide
        log.exception("fetch.failed", extra={"inbox": inbox.pk})
        inbox.note_trouble(
            _("Something went wrong while looking: %(problem)s") % {"problem": type(problem).__name__}
        )
        return 0
    inbox.look_again(at_once=fetched.more)
    return fetched.stored


_looks = Looks()


def fetch_due() -> str:
    """The chore: looks at every inbox that is due. Says how many letters came."""
    _looks.begin_due()
    stored = _looks.wait(PATIENCE)
    return (
        ngettext("%(count)s new letter.", "%(count)s new letters.", stored) % {"count": stored}
        if stored
        else ""
    )
