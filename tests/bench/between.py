"""Between us with fifty thousand people: who drifts away, a person's page, the picture, and what a letter pays for it.

Everybody has a conversation of eight letters over a year and a half; every fifth shares it with the next.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import cycle

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.bench import fill  # noqa: E402
from tests.bench.own_words import _drop_triggers, _processor  # noqa: E402
from tests.signing_in import cookie_of  # noqa: E402

from byhand.channels.models import Inbox  # noqa: E402
from byhand.conversations.between.drifting import WITHIN, who_drifts  # noqa: E402
from byhand.conversations.between.filling import fill_between_due, is_filled  # noqa: E402
from byhand.conversations.models import (  # noqa: E402
    Between,
    BetweenFilling,
    Conversation,
    ConversationInbox,
    Message,
    Participant,
)
from byhand.people.models import Address, Person  # noqa: E402
from byhand.team.founding import found  # noqa: E402
from byhand.team.user import User  # noqa: E402

EACH, COLLEAGUES, TURNS = 8, 6, 30
HIDDEN = 20  # every so-manieth conversation stands in an inbox that not all see
PAGE_GOAL, DRIFT_GOAL, PICTURE_GOAL = 40.0, 100.0, 2000.0
EVER = timedelta(days=36_500)


def main(people: int) -> None:
    call_command("migrate", verbosity=0)
    bea = found(team="Bench", name="Bea Bench", email="bea@bench.example", password="a long enough phrase")
    colleagues = [
        User.objects.create_user(f"c{n}@bench.example", f"Colleague {n}") for n in range(COLLEAGUES)
    ]
    open_one = Inbox.objects.create(kind="practice", name="Open", address="i@bench.example")
    hidden = Inbox.objects.create(kind="practice", name="B", address="b@bench.example", is_team_wide=False)
    hidden.members.add(bea)
    settings.ALLOWED_HOSTS = ["*"]
    _fill(people, [open_one.pk, hidden.pk], [one.pk for one in colleagues])
    rows = [_filling(people)]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(json.dumps([*rows, *_drifting(people, bea, colleagues[0]), *_pages(people, bea)]))


def _fill(people: int, inboxes: list[int], colleagues: list[int]) -> None:
    _drop_triggers()
    every = range(1, people + 1)

    def inbox(n: int) -> int:
        return inboxes[n % HIDDEN == 0]

    with transaction.atomic():
        fill._fill(Person, (fill._person(n) for n in every))
        fill._fill(Address, (fill._address(n) for n in every))
        fill._fill(Conversation, (
            {"id": n, "public_id": f"b{n:011d}", "inbox_id": inbox(n), "person_id": n, "subject": "Clay",
             "last_at": fill._moment(_minutes(n, EACH - 1)), "message_count": EACH}
            for n in every
        ))  # fmt: skip
        fill._fill(ConversationInbox, ({"id": n, "conversation_id": n, "inbox_id": inbox(n)} for n in every))
        fill._fill(Participant, ({"id": n, "conversation_id": n, "address_id": n} for n in every))
        fill._fill(Participant, (
            {"id": people + n, "conversation_id": n, "address_id": n % people + 1} for n in every if n % 5 == 0
        ))  # fmt: skip
        fill._fill(Message, (_message(n, k, inbox(n), colleagues) for n in every for k in range(EACH)))
    BetweenFilling.objects.update(below=people + 1, ended_at=None)


def _minutes(n: int, k: int) -> int:
    """How long ago the letter was: every five to eleven weeks, the last between now and a year ago."""
    return (n * 7919 % 365 + (EACH - 1 - k) * (35 + n % 43)) * 1440 + 10


def _message(n: int, k: int, inbox: int, colleagues: list[int]) -> dict:
    ours = k % 2
    to = f"person{n}@bench.example" if ours else "i@bench.example"
    return {
        "id": n * EACH + k, "conversation_id": n, "inbox_id": inbox, "origin": "outside" if ours else "came",
        "message_id": f"m{n}.{k}@bench.example", "writer_id": None if ours else n, "writer_name": "Bench",
        "colleague_id": colleagues[n % len(colleagues)] if ours else None, "subject": "Clay", "text": "x",
        "to": json.dumps([{"name": "", "address": to}]), "new_text": "x", "said_at": fill._moment(_minutes(n, k)),
    }  # fmt: skip


def _filling(people: int) -> dict:
    begun, used = time.perf_counter(), _processor()
    while not is_filled():
        fill_between_due()
    name = f"between us: {people:,} people counted once from {people * EACH:,} messages"
    name += f" (processor {_processor() - used:.0f} s)"
    return _row(name, time.perf_counter() - begun, "s", None)


def _drifting(people: int, bea: User, one: User) -> list[dict]:
    count = Between.objects.filter(due_at__lte=timezone.now()).count()
    found: list[dict] = []
    for reader, whom in ((bea, "sees all"), (one, "does not see one inbox")):
        for within, since in ((WITHIN, "a year"), (EVER, "ever")):
            sight = Inbox.objects.sight_of(reader)
            median = _median(partial(who_drifts, sight, within=within))
            name = f"between us: who drifts since {since}, of {people:,}, {count:,} rows due; reader {whom}"
            found.append(_row(name, median, "ms", DRIFT_GOAL))
    return found


def _pages(people: int, bea: User) -> list[dict]:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie_of(bea)
    numbers = cycle(range(17, people, 101))
    visits: dict[str, tuple[Callable[[], object], float]] = {
        "a person's page": (lambda: client.get(f"/people/{next(numbers)}/"), PAGE_GOAL),
        "what it rests on": (lambda: client.get(f"/people/{next(numbers)}/between/"), PAGE_GOAL),
        "ways to somebody": (lambda: client.get(f"/people/{next(numbers)}/introduction/"), PAGE_GOAL),
        "the table of 200": (lambda: client.get("/people/network/"), PICTURE_GOAL),
        "the picture of 5,000": (lambda: client.get("/people/network/picture.json?most=5000"), PICTURE_GOAL),
    }
    return [
        _row(f"between us: {name}, of {people:,}", _median(visit, 5 if goal == PICTURE_GOAL else TURNS), "ms", goal)
        for name, (visit, goal) in visits.items()
    ]  # fmt: skip


def _median(visit: Callable[[], object], times: int = TURNS) -> float:
    visit()
    return statistics.median(_milliseconds(visit) for _ in range(times))


def _milliseconds(visit: Callable[[], object]) -> float:
    begun = time.perf_counter()
    visit()
    return (time.perf_counter() - begun) * 1000


def _row(name: str, value: float, unit: str, goal: float | None) -> dict:
    return {
        "name": name, "value": round(value, 1), "unit": unit, "goal": f"< {goal:.0f}" if goal else None,
        "met": value < goal if goal else None, "peer": None, "ratio": None,
    }  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
