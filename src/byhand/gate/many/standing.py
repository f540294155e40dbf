"""Standing: whether who is about to be spoken to may still be, asked in the transaction in which the words begin.

The same question as before a release. Its words are written anew every few seconds only, since Django takes longer to
write them than a database to answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from byhand.gate.many.leaving_out import judged_at
from byhand.gate.many.stages import LeftOut

WRITTEN_FOR = 5.0  # seconds: so late a policy, or a day that begins, may be noticed


@dataclass(frozen=True, slots=True)
class Stands:
    """Of one address: whose it is now, the reason not to write to them there (empty: they are written to), and the
    clock by which they live."""

    person: int
    why: str
    clock: str = ""


class Standing:
    """Of one broadcast and its topic; None: what all must know."""

    def __init__(self, dispatch: int, topic: int | None) -> None:
        self._dispatch, self._topic = dispatch, topic
        self._statement, self._until = "", 0.0
        self._values: tuple[Any, ...] = ()

    def ask(self, addresses: Collection[int]) -> dict[int, Stands]:
        """Of each of these addresses, as it is now."""
        self._write(timezone.now())
        listed = json.dumps(list(addresses)) if connection.vendor == "sqlite" else list(addresses)
        values = [listed if one in ("[-1]", [-1]) else one for one in self._values]
        with connection.cursor() as cursor:
            cursor.execute(self._statement, values)
            found = {
                asked: Stands(person, why or ("" if to else LeftOut.GONE), clock)
                for asked, person, to, why, clock in cursor.fetchall()
            }
        return {one: found.get(one) or Stands(0, LeftOut.GONE) for one in addresses}

    def _write(self, now: datetime) -> None:
        if time.monotonic() > self._until:
            asked = judged_at([-1], self._topic, now, self._dispatch)
            rows = asked.values_list("asked", "pk", "to", "why", "clock")
            self._statement, self._values = rows.query.sql_with_params()
            self._until = time.monotonic() + WRITTEN_FOR
