"""A counter: the smallest channel that holds no mail. What is said at it is taken; what is answered ends in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from byhand.channels.adapter import Check, Fetched, Handover
from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.channels.registry import ADAPTERS
from byhand.kit.reach import kind_of


class Counter:
    """See `Adapter`."""

    kind = "counter"
    label = "Counter"
    icon = "inbox"
    undo_seconds = 0
    can_send = True
    holds_mail = False

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def reaches(self, address: str) -> bool:
        return kind_of(address) in ("phone", "visitor")

    def fetch(self, inbox: Inbox) -> Fetched:
        return Fetched()

    def send(
        self, inbox: Inbox, outgoing: Outgoing, recipient: str, about_to_speak: Callable[[], None]
    ) -> Handover:
        about_to_speak()
        self.told.append((recipient, outgoing.envelope.body))
        return Handover("Told.")

    def file_sent(self, inbox: Inbox, outgoing: Outgoing) -> None:
        return

    def verify(self, inbox: Inbox) -> list[Check]:
        return []


@contextmanager
def a_counter() -> Iterator[Counter]:
    """The house has counters meanwhile."""
    counter = Counter()
    ADAPTERS[counter.kind] = counter
    try:
        yield counter
    finally:
        del ADAPTERS[counter.kind]
