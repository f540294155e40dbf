"""Several lines to one mailbox's outgoing server, looked after by one loop."""

from __future__ import annotations

import selectors
import time

from byhand.channels.adapter import Refused
from byhand.channels.email.line import Line
from byhand.channels.email.smtp import open_smtp
from byhand.channels.inbox import Inbox
from byhand.channels.wires import Happened, Parcel

# A server that closes a line is asked for another one, and left alone for a while when it wants none.
AGAIN_AFTER = 5.0


class SmtpLines:
    """See `Lines`. Nothing is connected before a line is asked for."""

    def __init__(self, inbox: Inbox, count: int) -> None:
        self._inbox, self._count = inbox, count
        self._lines: dict[int, Line] = {}
        self._watched: dict[int, tuple[int, int]] = {}
        self._told: list[Happened] = []
        self._selector = selectors.DefaultSelector()
        self._not_before = 0.0

    def free(self) -> list[int]:
        self._collect()
        self._open_missing()
        return [number for number, line in self._lines.items() if line.is_free()]

    def offer(self, line: int, parcel: Parcel) -> None:
        self._lines[line].offer(parcel)
        self._watch(self._lines[line])

    def speak(self, line: int) -> None:
        self._lines[line].speak()
        self._watch(self._lines[line])

    def withdraw(self, line: int) -> None:
        self._lines[line].withdraw()
        self._watch(self._lines[line])

    def wait(self, seconds: float) -> list[Happened]:
        told = self._gather()
        if told:
            return told
        for key, _events in self._selector.select(seconds):
            key.data.turn()
        for line in self._lines.values():
            line.look_at_the_clock()
        return self._gather()

    def close(self) -> list[Happened]:
        for line in self._lines.values():
            line.take_leave()
        told = self._gather()
        self._selector.close()
        return told

    def _open_missing(self) -> None:
        """Raises Refused if no line is open and none can be opened."""
        for number in range(self._count):
            if number in self._lines or time.monotonic() < self._not_before:
                continue
            try:
                line = Line(number, open_smtp(self._inbox))
            except Refused:
                if not self._lines:
                    raise
                self._not_before = time.monotonic() + AGAIN_AFTER
                return
            self._lines[number] = line
            self._watched[number] = (line.fileno(), selectors.EVENT_READ)
            self._selector.register(line.fileno(), selectors.EVENT_READ, line)

    def _watch(self, line: Line) -> None:
        """Also for room to write, while something is left to be written."""
        if line.is_cut:
            return
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if line.wants_to_write() else 0)
        number, before = self._watched[line.number]  # a closed socket tells its number no more
        if before != wanted:
            self._selector.modify(number, wanted, line)
            self._watched[line.number] = (number, wanted)

    def _gather(self) -> list[Happened]:
        self._collect()
        told, self._told = self._told, []
        return told

    def _collect(self) -> None:
        """What happened on each, and away with what was cut, before its number is given to another connection."""
        for number, line in list(self._lines.items()):
            if line.happened:
                self._told += line.happened
                line.happened = []
            if line.is_cut:
                self._selector.unregister(self._watched.pop(number)[0])
                del self._lines[number]
            else:
                self._watch(line)
