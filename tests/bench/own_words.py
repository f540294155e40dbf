"""Own words over a million sent messages: how long the answer takes, what the index weighs, what sending gains by it.

The letters are made of twenty thousand words, common ones often (Zipf), so that most fingerprints are their own; one
letter in five repeats some of two hundred texts, each opens with one of ten greetings.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import accumulate

import django
import psutil

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.bench import fill  # noqa: E402

from byhand.channels.inbox import Sight  # noqa: E402
from byhand.channels.models import Inbox  # noqa: E402
from byhand.conversations.again.filling import Filling  # noqa: E402
from byhand.conversations.again.index import TABLE, add, note_said  # noqa: E402
from byhand.conversations.again.own import own_words  # noqa: E402
from byhand.conversations.again.said import said_in  # noqa: E402
from byhand.conversations.models import Conversation, Message, Participant  # noqa: E402
from byhand.kit.runs import fingerprints  # noqa: E402
from byhand.people.models import Address, Person  # noqa: E402
from byhand.team.founding import found  # noqa: E402
from byhand.team.user import User  # noqa: E402

MILLION = 1_000_000
GOAL_MS, GOAL_MB = 50.0, 3000.0
EACH, BATCH, TURNS = 10, 4000, 300
VOCABULARY = 20_000
dice = random.Random(5)
BEGINS = ("ka", "mo", "ri", "te", "su", "la", "pe", "ni", "vo", "du")
MIDDLES = [
    "l",
    "n",
    "r",
    "st",
    "m",
    "ck",
    "d",
    "sch",
    "v",
    "x",
    "p",
    "z",
    "b",
    "f",
    "g",
    "t",
    "ss",
    "nd",
    "lt",
    "ng",
]
ENDS = [
    f"{vowel}{end}" for vowel in "aeiou" for end in ("", *"nsrtlmkpdxzbg", "ng", "st", "rn", "ld", "ns", "ts")
]
WORDS = [f"{a}{b}{c}" for a in BEGINS for b in MIDDLES for c in ENDS]
WEIGHTS = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def words(count: int) -> str:
    return " ".join(dice.choices(WORDS, cum_weights=WEIGHTS, k=count))


GREETINGS = [words(12) for _ in range(10)]
REPEATED = [words(50) for _ in range(200)]


def letter() -> str:
    """Some 90 words, between 30 and 150."""
    middle = dice.choice(REPEATED) + " " + words(dice.randint(0, 60)) if dice.random() < 0.2 else ""
    return f"{dice.choice(GREETINGS)}. {middle or words(dice.randint(20, 140))}."


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    ana = found(team="Bench", name="Bea Bench", email="bea@bench.example", password="a long enough phrase")
    inbox = Inbox.objects.create(kind="practice", name="Inbox", address="i@bench.example")
    with transaction.atomic():
        _fill_people_and_letters(count, inbox)
    before = _size()
    _fill_index(count)
    with connection.cursor() as cursor:  # as autovacuum leaves a table to which rows are added
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(json.dumps([*_answers(count, ana), _weight(before, count), _cost(count)]))


def _fill_people_and_letters(count: int, inbox: Inbox) -> None:
    """Without the triggers of the search: its index is not what is measured here."""
    _drop_triggers()
    conversations = count // EACH
    each = range(1, conversations + 1)
    fill._fill(Person, ({"id": n, "name": f"Person {n}"} for n in each))
    fill._fill(Address, (fill._address(n) for n in each))
    fill._fill(
        Conversation,
        ({"id": n, "public_id": f"b{n:011d}", "inbox_id": inbox.pk, "person_id": n} for n in each),
    )
    fill._fill(Participant, ({"id": n, "conversation_id": n, "address_id": n} for n in each))
    fill._fill(Message, (_message(n, inbox) for n in range(1, count + 1)))


def _drop_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in (
                "conversations_message",
                "conversations_conversation",
                "people_person",
                "people_address",
            ):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name NOT LIKE 'gate%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _message(n: int, inbox: Inbox) -> dict:
    conversation, said = (n - 1) // EACH + 1, letter()
    return {
        "id": n, "conversation_id": conversation, "inbox_id": inbox.pk, "origin": "outside",
        "message_id": f"m{n}@bench.example", "writer_name": "Bea", "subject": "About clay", "text": said,
        "to": json.dumps([{"name": "", "address": f"person{conversation}@bench.example"}]),
        "new_text": said, "said_at": fill._moment(250_000 - n * 240_000 // MILLION),
    }  # fmt: skip


def _fill_index(count: int) -> None:
    for rows in _rows(count):
        with transaction.atomic():
            add(sorted(rows))
    Filling.objects.update(below=0)


def _rows(count: int) -> Iterator[list[tuple[int, int]]]:
    for first in range(1, count + 1, BATCH):
        letters = Message.objects.filter(pk__range=(first, first + BATCH - 1)).values_list("pk", "new_text")
        yield [(mark, pk) for pk, text in letters for mark in fingerprints(said_in(text).words.plain)]


def _size() -> int:
    """Bytes on disk: the whole file of SQLite, the table and its index on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute(f"SELECT pg_total_relation_size('{TABLE}')")
        return cursor.fetchone()[0]


def _weight(before: int, count: int) -> dict:
    """The rows are as many a letter whatever their number: weighed at fewer, it is counted up to a million."""
    megabytes = (_size() - before) / 1e6 * MILLION / count
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        rows = cursor.fetchone()[0]
    name = f"own words: index on disk, a million sent messages (weighed at {count:,}; {rows / count:.0f} rows each)"
    return _row(name, round(megabytes), "MB", f"< {GOAL_MB:.0f}", megabytes < GOAL_MB)


def _answers(count: int, ana: User) -> list[dict]:
    sight = Inbox.objects.sight_of(ana)
    conversations = list(Conversation.objects.order_by("?")[:TURNS])
    drafts: dict[str, Callable[[], str]] = {
        "written anew": lambda: f"{dice.choice(GREETINGS)}. {words(90)}.",
        "a text sent to many": lambda: f"{dice.choice(GREETINGS)}. {dice.choice(REPEATED)}.",
        "a long letter": lambda: f"{dice.choice(REPEATED)}. {words(600)}.",
    }
    found: list[dict] = []
    for kind, draft in drafts.items():
        letters, used = [draft() for _ in conversations], _processor()
        taken = [_asked(one, at, sight) for one, at in zip(letters, conversations, strict=True)]
        used = (_processor() - used) / len(taken) * 1000
        p95, median = statistics.quantiles(taken, n=20)[-1], statistics.median(taken)
        name = f"own words, {count:,} sent messages, {kind}: p95 of {len(taken)}"
        name += f" (median {median:.1f}, processor {used:.1f} each)"
        found.append(_row(name, round(p95, 1), "ms", f"< {GOAL_MS:.0f}", p95 < GOAL_MS))
    return found


def _processor() -> float:
    """Seconds of processor time, ours and that of PostgreSQL for us: whatever else the machine does."""
    if connection.vendor == "sqlite":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        theirs = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return time.process_time() + theirs.user + theirs.system


def _asked(draft: str, conversation: Conversation, sight: Sight) -> float:
    return _milliseconds(lambda: own_words(said_in(draft), conversation, sight))


def _cost(count: int) -> dict:
    """What a transaction that writes gains by noting one letter, committed, in turns with one that does not."""
    last = Message.objects.order_by("-pk").first()
    assert last is not None
    gains: list[float] = []
    for n in range(TURNS):
        last.pk, last.new_text = count + n + 1, letter()
        gains.append(_milliseconds(lambda: _write(last)) - _milliseconds(lambda: _write(None)))
    name = f"own words: what sending one letter gains, {count:,} sent messages, median of {TURNS}"
    return _row(name, round(statistics.median(gains), 2), "ms", None, None)


def _write(message: Message | None) -> None:
    with transaction.atomic():
        Filling.objects.update(below=dice.randint(1, MILLION))
        if message is not None:
            note_said([message])


def _milliseconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def _row(name: str, value: float, unit: str, goal: str | None, met: bool | None) -> dict:
    return {"name": name, "value": value, "unit": unit, "goal": goal, "met": met, "peer": None, "ratio": None}


if __name__ == "__main__":
    main(int(sys.argv[1]))
