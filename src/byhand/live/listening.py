"""Listening: one thread a node that hears what the line between nodes brings. With one node alone there is no need."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from byhand.live.bus import hand_on
from byhand.live.cut import Cut
from byhand.live.line import Line, line

PATIENCE = 2.0

log = logging.getLogger(__name__)


class Listener:
    """Listens until stopped; connects anew when the line is cut, and says so: `missed` is called then."""

    def __init__(self, missed: Callable[[], None]) -> None:
        self.ready = threading.Event()
        self._missed = missed
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        carrier = line()
        if carrier is None:
            self.ready.set()
            return
        self._thread = threading.Thread(target=self._run, args=[carrier], name="live-listen", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join(5)

    def _run(self, carrier: Line) -> None:
        heard_before = False
        while not self._stopping.is_set():
            try:
                self._listen(carrier, heard_before)
            except Cut:
                log.warning("live.line_cut", exc_info=True)
                heard_before = True
                self._stopping.wait(PATIENCE)

    def _listen(self, carrier: Line, heard_before: bool) -> None:
        with carrier.listening() as coming:
            self.ready.set()
            if heard_before:
                self._missed()
            for news in coming:
                if news is not None:
                    hand_on(news)
                if self._stopping.is_set():
                    return
