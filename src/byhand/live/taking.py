"""Taking: whatever visitors say in the same moment is stored by one transaction, in the order in which it came."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from django.db import DatabaseError

from byhand.live.aside import Aside
from byhand.live.attending import Taken, Word
from byhand.live.together import Together

AT_ONCE = 100

log = logging.getLogger(__name__)

Store = Callable[[Sequence[Word]], list[Taken]]


class Taking:
    """Words wait here until the transaction before theirs is through; then all that wait go together."""

    def __init__(self, store: Store, told: Callable[[set[int]], None]) -> None:
        self._store, self._told = store, told
        self._aside = Aside("visitors-words")
        self._together = Together(self._taken, self._aside, at_once=AT_ONCE, then=self._tell)
        # Stored durably once this gives a number; with “later”, nothing was, and it may be said again.
        self.take = self._together.ask
        self.keep_taking = self._together.keep_asking

    def _taken(self, words: Sequence[Word]) -> list[Taken]:
        try:
            return self._store(words)
        except DatabaseError:
            return [Taken(no="later")] * len(words)
        except Exception:
            log.exception("visitors.not_taken")
            return [Taken(no="later")] * len(words)

    def _tell(self, answers: list[Taken]) -> None:
        self._told({one.visitor for one in answers if one.number})

    def end(self) -> None:
        self._aside.end()
