"""Some of each: how many of an audience are left out for which reason, and the ids of a few, to be asked about by name.

One statement that looks at everybody once, for a chore: of a million people it takes seconds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection

from byhand.gate.many.leaving_out import Prospect, judged
from byhand.people.person import PersonQuerySet
from byhand.people.topic import Topic

# Each is judged once, whatever is asked of the outcome.
ONCE = """
WITH judged(person, why) AS MATERIALIZED (JUDGED)
SELECT why, number, person FROM (
    SELECT why, person, count(*) OVER (PARTITION BY why) AS number,
           row_number() OVER (PARTITION BY why ORDER BY person) AS turn
    FROM judged
) counted WHERE turn <= %s ORDER BY why, person
"""


@dataclass(frozen=True, slots=True)
class SomeOfEach:
    """`left_out`: by reason, some of those who are, the longest known first."""

    prospect: Prospect
    left_out: dict[str, list[int]] = field(default_factory=dict[str, list[int]])


def some_of_each(people: PersonQuerySet, topic: Topic | None, at: datetime, *, most: int) -> SomeOfEach:
    """At most so many of each reason. Two queries: the policy, too."""
    rows = judged(people, topic, at).order_by().values_list("pk", "why")
    try:
        sql, asked = rows.query.sql_with_params()
    except EmptyResultSet:
        return SomeOfEach(Prospect(0))
    counts: dict[str, int] = {}
    found: dict[str, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(ONCE.replace("JUDGED", sql), [*asked, most])
        for why, number, person in cursor.fetchall():
            counts[why] = number
            found[why].append(person)
    readers = counts.pop("", 0)
    found.pop("", None)
    return SomeOfEach(Prospect(readers, counts), dict(found))
