"""Standing: whether who is about to be spoken to may still be, asked in the transaction in which the words begin.

The same question as before a release. Its words are written anew every few seconds only, since Django takes longer to
write them than a database to answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from byhand.gate.many.leaving_out import judged_at
from byhand.gate.many.stages import LeftOut

WRITTEN_FOR = 5.0  # seconds: so late a policy, or a day that begins, may be noticed


class Standing:
    """Of one topic; None: what all must know."""

    def __init__(self, topic: int | None) -> None:
        self._topic = topic
        self._statement, self._until = "", 0.0
        self._values: tuple[Any, ...] = ()

    def why_not(self, addresses: Collection[int]) -> dict[int, str]:
        """The reasons of those of these addresses that may not be written to now."""
        self._write(timezone.now())
        listed = json.dumps(list(addresses)) if connection.vendor == "sqlite" else list(addresses)
        values = [listed if one in ("[-1]", [-1]) else one for one in self._values]
        with connection.cursor() as cursor:
            cursor.execute(self._statement, values)
            found: dict[int, str] = {
                asked: why or ("" if to else LeftOut.GONE) for asked, to, why in cursor.fetchall()
            }
        reasons = {one: found.get(one, LeftOut.GONE) for one in addresses}
        return {one: why for one, why in reasons.items() if why}

    def _write(self, now: datetime) -> None:
        if time.monotonic() > self._until:
            rows = judged_at([-1], self._topic, now).values_list("asked", "to", "why")
            self._statement, self._values = rows.query.sql_with_params()
            self._until = time.monotonic() + WRITTEN_FOR
