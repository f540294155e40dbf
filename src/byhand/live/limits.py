"""Limits of the visitors' doors, the same whichever door is taken: per browser, and per address of the network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from byhand.live.attending import Hello
from byhand.live.bucket import Buckets

# Behind one address may stand a school. What comes beyond this from one is no conversation.
MOST_AT_ONCE = 300


@dataclass(slots=True)
class Limits:
    """Everything lies in memory; an address is kept only as long as its bucket fills up again."""

    coming_in: Buckets = field(default_factory=lambda: Buckets(most=150, a_second=5))
    words_of_one: Buckets = field(default_factory=lambda: Buckets(most=12, a_second=0.5))
    words_of_all: Buckets = field(default_factory=lambda: Buckets(most=120, a_second=5))
    files_of_one: Buckets = field(default_factory=lambda: Buckets(most=6, a_second=0.05))
    files_of_all: Buckets = field(default_factory=lambda: Buckets(most=30, a_second=0.2))
    asking: Buckets = field(default_factory=lambda: Buckets(most=200, a_second=10))
    _at_once: Counter[str] = field(default_factory=Counter[str])

    def may_come_in(self, address: str) -> bool:
        """Whether one more line may be opened from there; each that may must be told to have `left`."""
        if self._at_once[address] >= MOST_AT_ONCE or not self.coming_in.take(address):
            return False
        self._at_once[address] += 1
        return True

    def left(self, address: str) -> None:
        self._at_once[address] -= 1
        if self._at_once[address] <= 0:
            del self._at_once[address]

    def may_say(self, hello: Hello, address: str) -> bool:
        return self.words_of_one.take(f"{hello.chat} {hello.token}") and self.words_of_all.take(address)

    def may_bring(self, chat: str, token: str, address: str) -> bool:
        """A file."""
        return self.files_of_one.take(f"{chat} {token}") and self.files_of_all.take(address)

    def may_ask(self, address: str) -> bool:
        return self.asking.take(address)
