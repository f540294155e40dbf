"""Listening: one thread a node that hears what PostgreSQL's NOTIFY brings. On SQLite there is one node and no need."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

from byhand.live.bus import CHANNEL, hand_on

PATIENCE = 2.0
LOOK_UP_EVERY = 0.5
DJANGOS_OWN = ("autocommit", "context", "cursor_factory", "prepare_threshold")

log = logging.getLogger(__name__)


class Listener:
    """Listens until stopped; connects anew when the line is cut, and says so: `missed` is called then."""

    def __init__(self, missed: Callable[[], None]) -> None:
        self.ready = threading.Event()
        self._missed = missed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-listen", daemon=True)

    def start(self) -> None:
        if connection.vendor == "postgresql":
            self._thread.start()
        else:
            self.ready.set()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _run(self) -> None:
        heard_before = False
        while not self._stopping.is_set():
            try:
                self._listen(heard_before)
            except psycopg.Error:
                log.warning("live.line_cut", exc_info=True)
                heard_before = True
                self._stopping.wait(PATIENCE)

    def _listen(self, heard_before: bool) -> None:
        with psycopg.Connection.connect(**_as_django_connects(), autocommit=True) as line:
            line.execute(f"LISTEN {CHANNEL}")
            self.ready.set()
            if heard_before:
                self._missed()
            while not self._stopping.is_set():
                for notice in line.notifies(timeout=LOOK_UP_EVERY):
                    hand_on(notice.payload)


def _as_django_connects() -> dict[str, Any]:
    """Host, user, encryption …: all but what only Django's own wrapper understands."""
    parameters: dict[str, Any] = connection.get_connection_params()
    return {name: value for name, value in parameters.items() if name not in DJANGOS_OWN}
