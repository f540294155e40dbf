"""The chore that keeps somebody sitting at each mailbox, so that new mail is seen at once."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass, field

from django.db import DatabaseError, connections
from django.utils.translation import ngettext

from byhand.channels.email.idling import watch
from byhand.channels.inbox import Inbox
from byhand.team.secrets import LostKey

# These change by themselves and are no reason to connect anew.
_RENEWED = ("access_token", "expires_at", "refresh_token")

log = logging.getLogger(__name__)


class Watchers:
    """One daemon thread a mailbox at work."""

    def __init__(self) -> None:
        self._watchers: dict[int, _Watcher] = {}
        self._stopped = False

    def keep_watching(self) -> str:
        """The chore: a watcher for each mailbox at work, none for the others. Says how many it sat down."""
        inboxes = {inbox.pk: inbox for inbox in Inbox.objects.at_work().filter(kind="email")}
        for pk in [pk for pk, watcher in self._watchers.items() if not watcher.still_serves(inboxes.get(pk))]:
            self._watchers.pop(pk).stopping.set()
        new = [inbox for pk, inbox in inboxes.items() if pk not in self._watchers and not self._stopped]
        for inbox in new:
            self._watchers[inbox.pk] = _Watcher(inbox)
            self._watchers[inbox.pk].thread.start()
        if not new:
            return ""
        return ngettext(
            "Began to sit at %(count)s mailbox.", "Began to sit at %(count)s mailboxes.", len(new)
        ) % {"count": len(new)}

    def stop(self, *, patience: float = 5.0) -> None:
        """All of them end; nothing is lost by it."""
        self._stopped = True
        for watcher in self._watchers.values():
            watcher.stopping.set()
        for watcher in self._watchers.values():
            watcher.thread.join(patience)


@dataclass
class _Watcher:
    inbox: Inbox
    stopping: threading.Event = field(default_factory=threading.Event)
    needless: bool = False

    def __post_init__(self) -> None:
        self.ways = _ways(self.inbox)
        self.thread = threading.Thread(target=self._run, name=f"idle-{self.inbox.pk}", daemon=True)

    def still_serves(self, inbox: Inbox | None) -> bool:
        """Its mailbox is at work and reached in the same way. One that cannot be watched stays so."""
        return inbox is not None and _ways(inbox) == self.ways and (self.needless or self.thread.is_alive())

    def _run(self) -> None:
        try:
            watch(self.inbox, self.stopping, self._ring)
            self.needless = True
        except Exception:  # the next run of the chore begins anew
            log.exception("idle.failed", extra={"inbox": self.inbox.pk})
        finally:
            connections.close_all()

    def _ring(self) -> None:
        try:
            self.inbox.ring()
        except DatabaseError:  # the poll comes within the minute
            log.warning("idle.not_rung", exc_info=True, extra={"inbox": self.inbox.pk})
        finally:
            connections.close_all()


def _ways(inbox: Inbox) -> str:
    """How it is reached: hosts, user, password; a change of it is a reason to connect anew."""
    try:
        secrets = {name: value for name, value in inbox.secrets.items() if name not in _RENEWED}
    except LostKey:
        secrets = {}
    return json.dumps([inbox.options, inbox.address, secrets], sort_keys=True)
