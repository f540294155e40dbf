"""Idling: sitting at a mailbox until the server says that something is new (IDLE, RFC 2177)."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable

from django.db import connections
from imap_tools import BaseMailBox

from byhand.channels.adapter import Refused
from byhand.channels.email.imap import signed_in
from byhand.channels.inbox import Inbox
from byhand.team.secrets import LostKey

# RFC 2177 asks for under 29 minutes; boxes on the way forget a silent line after five.
SIT_FOR = 240.0
# How soon a watcher notices that it should end.
GLANCE = 1.0
BACK_OFF = (2.0, 10.0, 60.0, 300.0)
# A connection that held this long was sound: the next trouble begins with the shortest pause again.
SOUND_AFTER = 60.0
_CUT_AFTER = 5
_NEWS = re.compile(rb"^\* \d+ (EXISTS|EXPUNGE)", re.IGNORECASE)

log = logging.getLogger(__name__)


def watch(inbox: Inbox, stopping: threading.Event, ring: Callable[[], None]) -> None:
    """Sits in IDLE on INBOX and rings at news, reconnecting with ever longer pauses, until told to stop.

    Ends by itself at a server that cannot do it: the poll is enough there.
    """
    troubles = 0
    while not stopping.is_set():
        began = time.monotonic()
        try:
            with signed_in(inbox) as mailbox:
                if not _can_idle(mailbox):
                    return
                _sit(mailbox, stopping, ring)
        except (Refused, LostKey) as problem:
            log.info("idle.cut", extra={"inbox": inbox.pk, "reason": str(problem)})
            troubles = 1 if time.monotonic() - began > SOUND_AFTER else troubles + 1
            connections.close_all()
            stopping.wait(BACK_OFF[min(troubles, len(BACK_OFF)) - 1])


def _can_idle(mailbox: BaseMailBox) -> bool:
    """Asked again after signing in: many servers tell more to those they know."""
    _status, said = mailbox.client.capability()
    return b"IDLE" in b" ".join(said).upper().split()


def _sit(mailbox: BaseMailBox, stopping: threading.Event, ring: Callable[[], None]) -> None:
    """A first short sitting, then long ones; between two of them the server is asked in plain words.

    A server may wait half a second before it tells, and forgets what it wanted to tell when the sitting ends
    (Dovecot does). News in one packet with its “+ idling” lie in a buffer that polling does not see.
    """
    mailbox.folder.set("INBOX", readonly=True)
    news = True  # something may have come while nobody sat here
    while not stopping.is_set():
        if news:
            ring()
        mailbox.idle.start()
        told = _until_news(mailbox, stopping, GLANCE if news else SIT_FOR)
        _result, last_words = mailbox.idle.stop()
        news = told or any(_is_news(line) for line in last_words)
        news = _has_grown(mailbox) or news


def _has_grown(mailbox: BaseMailBox) -> bool:
    """Forgets what was told before, then NOOP: the server must tell now (RFC 3501, 6.1.2)."""
    mailbox.client.response("EXISTS")
    mailbox.client.noop()
    return any(mailbox.client.response("EXISTS")[1])


def _until_news(mailbox: BaseMailBox, stopping: threading.Event, seconds: float) -> bool:
    until, empty = time.monotonic() + seconds, 0
    while time.monotonic() < until and not stopping.is_set():
        glanced = time.monotonic()
        lines = mailbox.idle.poll(timeout=GLANCE)
        if any(_is_news(line) for line in lines):
            return True
        empty = 0 if lines or time.monotonic() - glanced > GLANCE / 2 else empty + 1
        if empty > _CUT_AFTER:  # readable again and again, and nothing to read: the other end is gone
            raise ConnectionResetError
        if empty:
            stopping.wait(0.05)
    return False


def _is_news(line: object) -> bool:
    return isinstance(line, bytes) and bool(_NEWS.match(line))
