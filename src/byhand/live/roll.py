"""The roll: who reads which conversation, at this node and at the others."""

from __future__ import annotations

import time
from collections import defaultdict

from byhand.live.news import News, Reader
from byhand.live.seat import Seat

# A node that has not said for so long who is there is gone.
FORGET_AFTER = 75.0


class Roll:
    """Seats by the conversation that is open, and what other nodes told of theirs."""

    def __init__(self, node: str) -> None:
        self.node = node
        self._seats: defaultdict[str, set[Seat]] = defaultdict(set)
        self._elsewhere: defaultdict[str, dict[str, tuple[float, tuple[Reader, ...]]]] = defaultdict(dict)

    def sit(self, seat: Seat, at: str) -> set[str]:
        """The seat now has that conversation open, or none; gives those whose readers changed."""
        changed = {one for one in (seat.at, at) if one}
        self._leave(seat)
        seat.at, seat.writes = at, ""
        if at:
            self._seats[at].add(seat)
        return changed

    def seats_at(self, public_id: str) -> list[Seat]:
        return list(self._seats.get(public_id, ()))

    def open_here(self) -> list[str]:
        return list(self._seats)

    def note(self, news: News) -> None:
        """What another node told of its readers."""
        if news.readers:
            self._elsewhere[news.at][news.node] = (time.monotonic(), news.readers)
        elif self._elsewhere.get(news.at, {}).pop(news.node, None) and not self._elsewhere[news.at]:
            del self._elsewhere[news.at]

    def readers_here(self, public_id: str) -> tuple[Reader, ...]:
        """Each colleague once; whoever writes in one of several pages writes."""
        return _each_once([seat.reader() for seat in self._seats.get(public_id, ())])

    def readers(self, public_id: str) -> tuple[Reader, ...]:
        """Those of all nodes."""
        since = time.monotonic() - FORGET_AFTER
        elsewhere = [told for at, told in self._elsewhere.get(public_id, {}).values() if at > since]
        return _each_once([*self.readers_here(public_id), *(one for told in elsewhere for one in told)])

    def forget_the_gone(self) -> set[str]:
        """Nodes that fell silent; gives the conversations whose readers changed by that."""
        since = time.monotonic() - FORGET_AFTER
        gone = [
            (at, node)
            for at, nodes in self._elsewhere.items()
            for node, told in nodes.items()
            if told[0] <= since
        ]
        for at, node in gone:
            self.note(News(node=node, at=at))
        return {at for at, _node in gone}

    def _leave(self, seat: Seat) -> None:
        seats = self._seats.get(seat.at)
        if seats is not None:
            seats.discard(seat)
            if not seats:
                del self._seats[seat.at]


def _each_once(readers: list[Reader]) -> tuple[Reader, ...]:
    found: dict[int, Reader] = {}
    for one in sorted(readers, key=lambda one: (one.name, one.writes)):
        if one.writes or one.colleague not in found:
            found[one.colleague] = one
    return tuple(found.values())
