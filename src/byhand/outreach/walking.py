"""Walking: everybody once, in the order of their ids, beside each rule's own people in that order. PostgreSQL's way.

It would look a million people up in a table in memory for each rule, and wait for memory each time; two rows that come
in one order need no looking up, nor room. What a rule reads stands in an index, so nothing is asked at random.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Case, QuerySet, Value, When

from byhand.outreach.looking import Looking
from byhand.outreach.rules.rule import Rule

# What looks up at random is taken for cheaper than it is, and each helper would read every set anew. What comes in no
# order is sorted first; this much memory holds a few million ids.
SO = {
    "enable_hashjoin": "off",
    "enable_hashagg": "off",
    "max_parallel_workers_per_gather": "0",
    "work_mem": "'64MB'",
}

Compiled = tuple[str, tuple[Any, ...]]


def walked(rules: Sequence[Rule], looking: Looking) -> tuple[int, ...]:
    """How many there are, and how many are left after each rule. One query."""
    people, joins, asked, holds = looking.people(), list[str](), list[Any](), list[str]()
    for number, one in enumerate(rules):
        whose, name = one.whose(looking), f"rule_{number}"
        if whose is None:
            people = people.annotate(
                **{name: Case(When(one.holds(looking), then=Value(1)), default=Value(0))}
            )
            holds.append(f"everybody.{name} = 1")
        elif found := _compiled(whose.ids.distinct()):
            joins.append(f"LEFT JOIN ({found[0]}) {name} ON {name}.whose = everybody.id")
            asked += found[1]
            holds.append(f"{name}.whose IS {'NULL' if one.is_not is not whose.are_out else 'NOT NULL'}")
        else:
            holds.append("TRUE" if one.is_not is not whose.are_out else "FALSE")
    everybody = _compiled(people.values("id", *people.query.annotations))
    if everybody is None:
        return (0,) * (1 + len(rules))
    kept = (f"count(*) FILTER (WHERE {' AND '.join(holds[: n + 1])})" for n in range(len(rules)))
    sql = f"SELECT {', '.join(['count(*)', *kept])} FROM ({everybody[0]}) everybody {' '.join(joins)}"
    with _in_order(), connection.cursor() as cursor:
        cursor.execute(sql, [*everybody[1], *asked])
        return cursor.fetchone()


def _compiled(rows: QuerySet[Any, dict[str, Any]]) -> Compiled | None:
    """None for nobody."""
    try:
        return rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None


@contextmanager
def _in_order() -> Generator[None]:
    """For this question alone, even within a longer transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {name} = {value}" for name, value in SO.items()))
        yield
        cursor.execute("; ".join(f"SET LOCAL {name} = DEFAULT" for name in SO))
