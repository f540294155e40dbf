"""An audience of five rules among a million people: counted, gathered, explained; and the budget of everybody in it.

Every person has an address, nine in ten a conversation, a third of these tagged, one in six with an open matter. Seven
in ten agreed to the topic, of whom every seventh took it back; a fifth were turned to before; one in ten has a memory.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.bench.own_words import _drop_triggers  # noqa: E402

from byhand.channels.models import Inbox  # noqa: E402
from byhand.conversations.models import Tag  # noqa: E402
from byhand.gate import guards  # noqa: E402
from byhand.gate.budget import having_room, without_room  # noqa: E402
from byhand.gate.evidence_guards import GUARDS  # noqa: E402
from byhand.outreach.counting import among, counted, sets_in_memory  # noqa: E402
from byhand.outreach.explaining import explain  # noqa: E402
from byhand.outreach.looking import Looking  # noqa: E402
from byhand.outreach.rules import read  # noqa: E402
from byhand.people.models import Person, Standing, Topic  # noqa: E402
from byhand.team.founding import found  # noqa: E402

TURNS = 5
GOAL = {"sqlite": 2000.0, "postgresql": 1000.0}[connection.vendor]
DAY = {
    "sqlite": "datetime('now', '-' || ({}) || ' days')",
    "postgresql": "now() - ({}) * interval '1 day'",
}[connection.vendor]
FIVE = (
    {"kind": "writable", "topic": 1},
    {"kind": "tagged", "tag": 1},
    {"kind": "heard", "is_not": True, "months": 6},
    {"kind": "open", "is_not": True, "what": "open"},
    {"kind": "known", "months": 12},
)
HARDEST = (
    {"kind": "writable", "topic": 1},
    {"kind": "heard", "months": 60},
    {"kind": "open", "is_not": True, "what": "open"},
    {"kind": "known", "months": 1},
    {"kind": "room"},
)


def main(people: int) -> None:
    call_command("migrate", verbosity=0)
    bea = found(team="Bench", name="Bea Bench", email="bea@bench.example", password="a long enough phrase")
    Topic.objects.begin("Workshops", by=bea)
    inbox = Inbox.objects.create(kind="practice", name="Studio", address="studio@bench.example")
    Tag.objects.named("bought a kiln", by=bea)
    _drop_triggers()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _filling(people, inbox.pk, bea.pk):
            cursor.execute(statement)
    guards.install(connection, GUARDS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    looking = Looking.of(bea)
    five, hardest = read(FIVE), read(HARDEST)
    here = f"audience among {people:,}"
    inside = among(five, looking)
    page = list(inside.order_by("name", "pk").values_list("pk", flat=True)[:30])
    rows = [
        _row(f"{here}: five rules counted, and how many each keeps", lambda: counted(five, looking)),
        _row(f"{here}: five rules that keep most of them", lambda: counted(hardest, looking)),
        _row(f"{here}: only how many, by the same rules", lambda: _number(hardest, looking)),
        _row(f"{here}: the first page of people", lambda: _page(inside)),
        _row(f"{here}: why, for thirty people", lambda: explain(page, five, looking), 100.0),
        _row(f"{here}: who has room in their budget, one query",
             lambda: having_room(Person.objects.order_by(), looking.now).count()),
        _row(f"{here}: who has none, one query",
             lambda: without_room(Person.objects.order_by(), looking.now).count()),
        _row(f"{here}: who may be written to, one query", lambda: Standing.objects.about(1, "email").count()),
    ]  # fmt: skip
    print(json.dumps(rows))


def _number(rules, looking) -> int:
    with sets_in_memory():
        return among(rules, looking).count()


def _page(inside) -> list[Person]:
    with sets_in_memory():
        return list(inside.order_by("name", "pk")[:31])


def _filling(people: int, inbox: int, by: int) -> list[str]:
    numbers = (
        f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {people}) SELECT n FROM s) t"
        if connection.vendor == "sqlite"
        else f"(SELECT n FROM generate_series(1::bigint, {people}) n) t"
    )
    now = DAY.format("0")
    no = "0" if connection.vendor == "sqlite" else "FALSE"
    known = DAY.format("(n * 31) % 2000")
    spoke = DAY.format("(n * 7919) % 1500")
    return [
        "INSERT INTO people_person (id, name, line, made_at, blocked_because, reach_hours, reach_word, reach_zone) "
        f"SELECT n, 'Person ' || ((n * 7919) % {people}), '', {known}, '', '', '', '' FROM {numbers}",
        "INSERT INTO people_address (id, person_id, kind, value, failing_because, made_at) "
        f"SELECT n, n, 'email', 'p' || n || '@bench.example', '', {now} FROM {numbers}",
        "INSERT INTO people_standing (person_id, address_id, channel, topic_id, since) "
        f"SELECT n, n, 'email', 1, {now} FROM {numbers} WHERE n % 10 < 7 AND n % 7 > 0",
        "INSERT INTO conversations_conversation (id, public_id, inbox_id, person_id, subject, subject_key, begun_at, "
        "they_spoke_at, last_at, preview, urgency, has_files, message_count, folded_because, closed_at, waiting_since) "
        f"SELECT n, 'b' || n, {inbox}, n, 'S', 's', {spoke}, {spoke}, {spoke}, '', 5, {no}, 1, '', "
        f"CASE WHEN n % 6 > 0 THEN {now} END, CASE WHEN n % 6 = 0 THEN {now} END FROM {numbers} WHERE n % 10 > 0",
        "INSERT INTO conversations_tagging (conversation_id, tag_id, at, by_id) "
        f"SELECT n, 1, {now}, {by} FROM {numbers} WHERE n % 10 > 0 AND n % 3 = 0",
        "INSERT INTO gate_room (person_id, unanswered, slowed, last_at, known_since, is_their_own) "
        f"SELECT n, n % 9, n % 3, {DAY.format('n % 60')}, {now}, {no} FROM {numbers} WHERE n % 5 = 0",
        "INSERT INTO people_memory (person_id, text, by_id, noted_at) "
        f"SELECT n, 'Wants a kiln by ' || n, {by}, {now} FROM {numbers} WHERE n % 10 = 0",
    ]  # fmt: skip


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
