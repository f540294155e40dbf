"""The far bell: what is rung in one process is heard by the one that does the chores, at whatever node it is.

Without it a word that came in beside waits for the next beat of the chore that reads it, half a second.
"""

from __future__ import annotations

import secrets
import threading

from byhand.live import bus
from byhand.live.news import News, read
from byhand.work import bell


class FarBell:
    """Carries rings over the line between processes; where there is one process alone it does nothing."""

    def __init__(self) -> None:
        self._name = secrets.token_hex(4)
        self._here = threading.local()

    def hang(self) -> None:
        bell.listen(self._rung)
        bus.listen(self._heard)

    def take_down(self) -> None:
        bell.stop_listening(self._rung)
        bus.stop_listening(self._heard)

    def _rung(self, chore: str) -> None:
        """Told at once: whoever rings has just committed."""
        if bus.has_other_nodes() and not getattr(self._here, "rings", False):
            bus.publish(News(rung=(self._name, chore)))

    def _heard(self, line: str) -> None:
        try:
            rung = read(line).rung
        except ValueError:
            return  # the hub logs it
        if len(rung) == 2 and rung[0] != self._name:
            self._here.rings = True
            try:
                bell.ring(rung[1])
            finally:
                self._here.rings = False
