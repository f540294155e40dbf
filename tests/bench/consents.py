"""Consent among a million people: who may be written to about one topic, who may not, and what a withdrawal costs.

Seven in ten agreed by their own page; every fourth of those took it back, half of them everything; the rest never said
anything. A twentieth chose a rhythm.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.bench.own_words import _drop_triggers  # noqa: E402

from byhand.gate import guards  # noqa: E402
from byhand.gate.evidence_guards import GUARDS  # noqa: E402
from byhand.gate.many.expected import expected  # noqa: E402
from byhand.gate.many.leaving_out import judged_at, why_not  # noqa: E402
from byhand.people.consent import Channel  # noqa: E402
from byhand.people.doors import Door  # noqa: E402
from byhand.people.models import Address, Consent, Person, Standing, Topic, Wording  # noqa: E402
from byhand.team.founding import found  # noqa: E402

TURNS = 5
GOAL = 2000.0  # as for an audience of five rules among as many people
CHECK = 10_000.0  # once, on the page before it is let go
AT = "'2026-01-02 10:00:00+00:00'"


def main(people: int) -> None:
    call_command("migrate", verbosity=0)
    bea = found(team="Bench", name="Bea Bench", email="bea@bench.example", password="a long enough phrase")
    topic = Topic.objects.begin("Workshops", by=bea)
    other = Topic.objects.begin("Openings", by=bea)
    wording = Wording.objects.keep("May we?")
    _drop_triggers()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*_filling(people, topic.pk, other.pk, wording.pk), _told(topic.pk)):
            cursor.execute(statement)
    guards.install(connection, GUARDS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    everybody, now = Person.objects.order_by(), timezone.now()
    held = list(
        Standing.objects.about(topic, Channel.EMAIL).order_by("address").values_list("address", flat=True)
    )
    few = held[:: max(1, len(held) // 500)]
    name = f"consent: who of {people:,} may be written to about a topic"
    assert expected(everybody, topic, now).count() == why_not(everybody, topic, now).readers == len(held)
    rows = [
        _row(f"{name} ({len(held):,}), as it is told", lambda: expected(everybody, topic, now).count()),
        _row(
            f"{name}, and why not, by the evidence, one query", lambda: why_not(everybody, topic, now), CHECK
        ),
        _row(f"{name}; 500 of them just before they are", lambda: _judged(few, topic.pk, now), 100.0),
        _row("consent: one is taken back", _taking_back(held), 50.0),
    ]
    print(json.dumps(rows))


def _judged(few: list[int], topic: int, now: datetime) -> list[object]:
    return list(judged_at(few, topic, now, 0).values_list("asked", "why"))


def _filling(people: int, topic: int, other: int, wording: int) -> list[str]:
    numbers = (
        f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {people}) SELECT n FROM s) t"
        if connection.vendor == "sqlite"
        else f"(SELECT n FROM generate_series(1, {people}) n) t"
    )
    columns = "kind, address_id, channel, topic_id, door, wording_id, source, said_at, noted_at"
    consent = f"INSERT INTO people_consent ({columns})"
    yes = "1" if connection.vendor == "sqlite" else "TRUE"
    return [
        "INSERT INTO people_person (id, name, line, made_at, blocked_because, reach_hours, reach_word, reach_zone) "
        f"SELECT n, 'Person ' || n, '', {AT}, '', '', '', '' FROM {numbers}",
        "INSERT INTO people_address (id, person_id, kind, value, failing_because, made_at) "
        f"SELECT n, n, 'email', 'p' || n || '@bench.example', '', {AT} FROM {numbers}",
        f"{consent} SELECT 'given', n, 'email', {topic}, 'page', {wording}, '', {AT}, {AT} "
        f"FROM {numbers} WHERE n % 10 < 7",
        f"{consent} SELECT 'given', n, 'email', {other}, 'page', {wording}, '', {AT}, {AT} "
        f"FROM {numbers} WHERE n % 3 = 0",
        f"{consent} SELECT 'withdrawn', n, CASE n % 8 WHEN 0 THEN '' ELSE 'email' END, "
        f"CASE n % 8 WHEN 0 THEN NULL ELSE {topic} END, 'page', NULL, '', {AT}, {AT} "
        f"FROM {numbers} WHERE n % 10 < 7 AND n % 4 = 0",
        "INSERT INTO people_wish (address_id, at_most, is_their_own, not_by, door, through_id, because, at) "
        f"SELECT n, 'monthly', {yes}, '[]', 'page', n, '', {AT} FROM {numbers} WHERE n % 20 = 0",
    ]  # fmt: skip


def _told(topic: int) -> str:
    """What these rows say of the topic."""
    return (
        "INSERT INTO people_standing (person_id, address_id, channel, topic_id, since) "
        f"SELECT address_id, address_id, channel, topic_id, said_at FROM people_consent WHERE kind = 'given' "
        f"AND topic_id = {topic} AND address_id % 4 > 0"
    )


def _taking_back(held: list[int]) -> Callable[[], object]:
    numbers = iter(held[:: max(1, len(held) // 50)])
    return lambda: Consent.objects.withdraw(Address.objects.get(pk=next(numbers)), door=Door.ONE_CLICK)


def _row(name: str, ask: Callable[[], object], goal: float = GOAL) -> dict:
    took: list[float] = []
    for _turn in range(TURNS):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    median = round(statistics.median(took), 1)
    return {"name": name, "value": median, "unit": "ms", "goal": f"≤ {goal:g}", "met": median <= goal, "peer": None,
            "ratio": None}  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
