"""Counting an audience: how many each rule keeps of those whom the rules before it kept. One query."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Case, Count, IntegerField, Q, Value, When

from byhand.outreach.looking import Looking
from byhand.outreach.rules.rule import Rule
from byhand.outreach.walking import walked
from byhand.people.person import PersonQuerySet

# PostgreSQL looks a million people up in a set only if the set may lie in memory.
ROOM_FOR_SETS = "256MB"
# A bound that nobody reaches: what is bounded is worked out once a person, and not once a number.
EVERYBODY = 1 << 40


@dataclass(frozen=True, slots=True)
class Counted:
    """Out of how many, and how many are left after each rule."""

    everybody: int
    kept: tuple[int, ...]

    @property
    def people(self) -> int:
        return self.kept[-1] if self.kept else self.everybody


def among(rules: Sequence[Rule], looking: Looking) -> PersonQuerySet:
    """Everybody in sight of whom each rule holds."""
    people = looking.people()
    for one in rules:
        people = people.filter(one.holds(looking))
    return people


def counted(rules: Sequence[Rule], looking: Looking) -> Counted:
    """Whoever gets past a rule was kept by it."""
    everybody, *kept = (
        walked(rules, looking) if connection.vendor == "postgresql" else _looked_up(rules, looking)
    )
    return Counted(everybody, tuple(kept))


def _looked_up(rules: Sequence[Rule], looking: Looking) -> tuple[int, ...]:
    """SQLite's way: each set is read once, and each person gets as far as the first rule that does not hold."""
    turned_away = [When(~one.holds(looking), then=Value(number)) for number, one in enumerate(rules)]
    reached = Case(*turned_away, default=Value(len(rules)), output_field=IntegerField())
    people = looking.people().annotate(reached=reached).values("reached")
    after = {f"after_{n}": Count("reached", filter=Q(reached__gt=n)) for n in range(len(rules))}
    found = people[:EVERYBODY].aggregate(everybody=Count("*"), **after)
    return (found["everybody"], *(found[name] for name in after))


@contextmanager
def sets_in_memory() -> Generator[None]:
    """For this question alone: who is in it, by name. SQLite needs no such room, and there a transaction would keep
    everybody else from writing as long as it is asked."""
    if connection.vendor == "sqlite":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{ROOM_FOR_SETS}'")
        yield
