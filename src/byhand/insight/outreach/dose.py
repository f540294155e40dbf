"""Dose and response: what the first, second, third time does that we turn to somebody since their last word.

As the audit counts it (`audit/metrics/doses.py`), here over every touch of letters to one and to many: one is
answered if the next thing between us is a word of theirs within a fortnight; they asked to be left alone if it is that.
Touches of the last fortnight are left out. It describes; it shows no cause.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.audit.rates import Rate, rate
from byhand.insight.figures import last_night
from byhand.insight.outreach.counting import WITHIN
from byhand.people.person import Person
from byhand.team.typed import objects_of

LAST = 10  # later ones count with it
PORTION = 2000  # people asked about at once
SECONDS = 2.0  # a run of the chore; others wait meanwhile

_SOON = {
    "sqlite": "julianday(next_at) - julianday(at) <= %s",
    "postgresql": "next_at <= at + make_interval(days => %s)",
}
_SQL = """
WITH turned_to AS (
    SELECT a.person_id AS person, t.at AS at FROM gate_touch t JOIN people_address a ON a.id = t.address_id
    WHERE a.person_id > %s AND a.person_id <= %s
), said AS (
    SELECT person, at, 1 AS ours, 0 AS leaves FROM turned_to
    UNION ALL
    SELECT a.person_id, m.said_at, 0, 0 FROM conversations_message m JOIN people_address a ON a.id = m.writer_id
    WHERE m.origin = 'came' AND m.automatic = '' AND a.person_id IN (SELECT person FROM turned_to)
    UNION ALL
    SELECT a.person_id, c.noted_at, 0, 1 FROM people_consent c JOIN people_address a ON a.id = c.address_id
    WHERE c.kind = 'withdrawn' AND c.door NOT IN ('colleague', 'import')
    AND a.person_id IN (SELECT person FROM turned_to)
), in_turn AS (
    SELECT person, at, ours, LEAD(ours) OVER theirs AS next_ours, LEAD(leaves) OVER theirs AS next_leaves,
        LEAD(at) OVER theirs AS next_at,
        SUM(1 - ours) OVER (PARTITION BY person ORDER BY at, ours ROWS UNBOUNDED PRECEDING) AS words
    FROM said WINDOW theirs AS (PARTITION BY person ORDER BY at, ours)
), touches AS (
    SELECT ROW_NUMBER() OVER (PARTITION BY person, words ORDER BY at) AS touch, at,
        CASE WHEN next_ours = 0 AND {soon} THEN 1 ELSE 0 END AS answered, COALESCE(next_leaves, 0) AS leaves
    FROM in_turn WHERE ours = 1
)
SELECT CASE WHEN touch < {last} THEN touch ELSE {last} END AS nth, COUNT(*), SUM(answered), SUM(answered * leaves)
FROM touches WHERE at <= %s GROUP BY nth ORDER BY nth
"""


@dataclass(frozen=True, slots=True)
class Dose:
    """The k-th touch since their last word: how often there was one, what followed."""

    touch: int
    touches: int
    answered: int
    left: int

    def answered_share(self) -> Rate:
        return rate(self.answered, self.touches)

    def left_share(self) -> Rate:
        return rate(self.left, self.touches)


class DoseCountQuerySet(models.QuerySet["DoseCount"]):
    def shown(self) -> list[Dose]:
        """As they were counted last; nothing where nothing was old enough. One query."""
        newest = self.filter(ended_at__isnull=False).order_by("-pk").first()
        return newest.doses() if newest else []

    def wanted(self) -> DoseCount | None:
        """The one that is not done, else tonight's; None once that is done."""
        unfinished = self.filter(ended_at__isnull=True).order_by("pk").first()
        if unfinished or self.filter(begun_at__gte=last_night(timezone.now())).exists():
            return unfinished
        return self.create()


class DoseCount(models.Model):
    """One counting over everybody, some thousand people at a time, so that it goes on wherever it was ended.

    `cells`: by the touch, how many there were, how many were answered, after how many they asked to be left alone.
    """

    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    up_to = models.BigIntegerField(default=0, help_text="Up to which person.")
    cells = models.JSONField(default=dict)

    objects = objects_of(DoseCountQuerySet)

    def __str__(self) -> str:
        return f"doses of {self.begun_at:%Y-%m-%d}"

    def doses(self) -> list[Dose]:
        return [
            Dose(int(touch), *counts)
            for touch, counts in sorted(self.cells.items(), key=lambda one: int(one[0]))
        ]

    def go_on(self) -> bool:
        """The next people; False once it is done. No lock is held while it counts: one statement keeps the cells."""
        found = list(
            Person.objects.filter(pk__gt=self.up_to).order_by("pk").values_list("pk", flat=True)[:PORTION]
        )
        if not found:
            self.ended_at = timezone.now()
            self.save(update_fields=["ended_at"])
            DoseCount.objects.filter(ended_at__isnull=False).exclude(pk=self.pk).delete()
            return False
        for touch, *counts in _cells(self.up_to, found[-1], self.begun_at - WITHIN):
            before = self.cells.get(str(touch), [0, 0, 0])
            self.cells[str(touch)] = [one + more for one, more in zip(before, counts, strict=True)]
        self.up_to = found[-1]
        self.save(update_fields=["cells", "up_to"])
        return True


def count_doses_due() -> str:
    """Once a night, a few seconds at a time; says how many touches there are once it is done."""
    ends, current = time.monotonic() + SECONDS, DoseCount.objects.wanted()
    while current and current.go_on():
        if time.monotonic() > ends:
            return ""
    counted = sum(one.touches for one in current.doses()) if current else 0
    said = ngettext("%(n)s touch counted.", "%(n)s touches counted.", counted)
    return said % {"n": counted} if counted else ""


def _cells(after: int, up_to: int, until: datetime) -> list[tuple[int, int, int, int]]:
    """Of the people between: touch, how many, answered, asked to be left alone."""
    sql = _SQL.format(soon=_SOON[connection.vendor], last=LAST)
    given = [after, up_to, WITHIN // timedelta(days=1), connection.ops.adapt_datetimefield_value(until)]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [(int(k), int(n), int(answered), int(left)) for k, n, answered, left in cursor.fetchall()]
