"""How much one look at a mailbox may bring, and in which pieces."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from byhand.channels.email.fetch_answers import Answer

# One look brings at most so much, so that a first look at a large mailbox does not hold up the others.
MOST_MESSAGES = 500
MOST_BYTES = 64_000_000
MOST_SECONDS = 20.0
# One message over this stays on the server until a person decides.
LARGEST = 50_000_000
BATCH_MESSAGES = 250
BATCH_BYTES = 16_000_000


@dataclass
class Allowance:
    """How much this look may still bring."""

    messages: int = field(default_factory=lambda: MOST_MESSAGES)
    octets: int = field(default_factory=lambda: MOST_BYTES)
    until: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def is_spent(self) -> bool:
        return self.messages <= 0 or self.octets <= 0 or time.monotonic() >= self.until

    def spend(self, batch: Sequence[Answer]) -> None:
        self.messages -= len(batch)
        self.octets -= sum(min(one.size, LARGEST) for one in batch)


def in_batches(outlines: Sequence[Answer]) -> list[list[Answer]]:
    """Consecutive pieces, each small enough to be held in memory."""
    batches: list[list[Answer]] = []
    octets = 0
    for one in outlines:
        octets += min(one.size, LARGEST)
        if not batches or octets > BATCH_BYTES or len(batches[-1]) >= BATCH_MESSAGES:
            batches.append([])
            octets = one.size
        batches[-1].append(one)
    return batches
