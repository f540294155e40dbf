"""The figures of outreach in a house that sent a million copies, and the calendar's one dear question.

Ten letters to everybody: of two hundred who had one four wrote back, one withdrew, and four let us see their links.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.bench import fill  # noqa: E402
from tests.bench.consents import _filling  # noqa: E402
from tests.outreach.broadcasts.conftest import Press, a_press, fresh  # noqa: E402
from tests.people.agreeing import topic  # noqa: E402
from tests.signing_in import sign_in  # noqa: E402
from tests.web.conftest import client_of  # noqa: E402

from byhand.conversations.models import AnswerToMany, Conversation, Message  # noqa: E402
from byhand.gate.models import Click, Copy, Followed, Terms, Touch  # noqa: E402
from byhand.insight.models import Outcome  # noqa: E402
from byhand.insight.outreach.counting import count  # noqa: E402
from byhand.insight.outreach.dose import count_doses_due  # noqa: E402
from byhand.insight.outreach.outcome import count_outcomes_due  # noqa: E402
from byhand.outreach.calendar.no_room import short_of_room  # noqa: E402
from byhand.outreach.models import Broadcast  # noqa: E402
from byhand.outreach.releasing import let_go  # noqa: E402
from byhand.outreach.standing import standing_of  # noqa: E402
from byhand.people.models import Consent, Standing, Wording  # noqa: E402

STAGES = {0: "left out", 1: "refused"}
LETTERS, TURNS = 10, 7
PAGE, CHORE, AUDIENCE = 100.0, 5000.0, 2000.0


def main(copies: int) -> None:
    call_command("migrate", verbosity=0)
    people = copies // LETTERS
    press = a_press()
    letters = _filled(press, people)
    client = client_of(press.studio.ana)
    name, first = f"figures: {copies:,} copies", letters[0]
    dispatch, here = first.dispatch, f"/outreach/broadcasts/{first.public_id}/"
    assert dispatch
    rows = [
        _row(f"{name}; one letter counted anew", lambda: count(dispatch, dispatch.terms), PAGE),
        _row(f"{name}; every letter counted", lambda: _count_all(letters), CHORE),
        _row(f"{name}; one run of dose and response", count_doses_due, CHORE, turns=1),
        _row(f"{name}; the page over all", lambda: _asked(client, "/outreach/figures/"), PAGE),
        _row(f"{name}; the page of one", lambda: _asked(client, f"{here}figures/"), PAGE),
        _row(f"{name}; the progress of one", lambda: _asked(client, f"{here}progress/"), PAGE),
        _row(
            f"{name}; those of it that were refused", lambda: _asked(client, f"{here}progress/refused/"), PAGE
        ),
        *_calendar(press, people, client),
    ]
    print(json.dumps(rows))


def _calendar(press: Press, people: int, client: Client) -> list[dict]:
    now = timezone.now()
    press.written(leaves_at=now + timedelta(days=200))
    second = press.written(subject="Soon after", leaves_at=now + timedelta(days=203))
    said = short_of_room(second, now, press.studio.ana)
    assert len(said) == 1 and "will have no room" in said[0], said
    week = f"/outreach/calendar/?week={second.leaves_at:%Y-%m-%d}"
    among = f"calendar: who of {people:,} will have no room"
    return [
        _row("calendar: a week", lambda: _asked(client, week), PAGE),
        _row(among, lambda: short_of_room(second, now, press.studio.ana), AUDIENCE),
    ]


def _filled(press: Press, people: int) -> list[Broadcast]:
    letters = [press.read(press.written(subject=f"Letter {number}")) for number in range(LETTERS)]
    for one in letters:
        let_go(one, standing_of(one).digest, by=sign_in(press.studio.ana))
    _drop_triggers()
    wording = Wording.objects.keep("May we?")
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _filling(
            people, press.workshops.pk, topic("Other", by=press.studio.ana).pk, wording.pk
        ):
            cursor.execute(statement)
        for number, one in enumerate(letters):
            _fill_one(people, number, fresh(one))
        for first in range(1, people + 1, 5000):
            Standing.objects.tell_anew_at(range(first, min(first + 5000, people + 1)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    return [fresh(one) for one in letters]


def _fill_one(people: int, number: int, one: Broadcast) -> None:
    """Each person's copy of one letter, the touch that it was, and what came of it."""
    base, at, dispatch = (
        number * people,
        timezone.now() - timedelta(days=20 * (LETTERS - number)),
        one.dispatch,
    )
    assert dispatch and one.inbox
    sent, soon, pk, inbox = _stored(at), _stored(at + timedelta(days=1)), dispatch.pk, one.inbox.pk
    every = range(1, people + 1)
    fill._fill(Copy, (
        {"id": base + n, "dispatch_id": pk, "reader": n, "address_id": n, "named": b"x", "language": "en",
         "stage": STAGES.get(n % 50, "accepted"), "left_out": "" if n % 50 else "no room", "fields": "{}",
         "settled_at": sent} for n in every
    ))  # fmt: skip
    fill._fill(
        Touch, ({"id": base + n, "address_id": n, "dispatch_id": pk, "at": sent} for n in every if n % 50 > 1)
    )
    answering = [n for n in every if n % 50 == 7 + number]
    fill._fill(
        Conversation,
        ({"id": base + n, "public_id": f"b{base + n:011d}", "inbox_id": inbox} for n in answering),
    )
    AnswerToMany.objects.bulk_create(
        AnswerToMany(conversation_id=base + n, copy_id=base + n, dispatch=dispatch, at=at + timedelta(days=1))
        for n in answering
    )
    fill._fill(Message, (
        {"id": base + n, "conversation_id": base + n, "inbox_id": inbox, "origin": "came", "writer_id": n,
         "said_at": soon, "message_id": f"{base + n}@bench.example", "text": "Yes"} for n in answering
    ))  # fmt: skip
    following = [n for n in every if n % 50 == 9]
    Followed.objects.note(Copy(pk=base + n, address_id=n, dispatch_id=pk) for n in following)
    fill._fill(Click, (
        {"id": base + n, "followed_id": base + n, "dispatch_id": pk, "link": 0, "at": soon} for n in following[::2]
    ))  # fmt: skip
    Consent.objects.bulk_create(
        Consent(kind="withdrawn", address_id=n, channel="", door="one-click", noted_at=at + timedelta(days=1))
        for n in every if n % 200 == 23 + number
    )  # fmt: skip
    Copy.objects.count_anew(dispatch)
    Terms.objects.filter(pk=pk).update(gathered_at=at, finished_at=at)


def _drop_triggers() -> None:
    """Filling is no story: nothing the database would refuse is done, and a million checks take minutes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _stored(at: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(at)


def _count_all(letters: list[Broadcast]) -> None:
    Outcome.objects.all().delete()
    while count_outcomes_due():
        pass
    assert Outcome.objects.count() == len(letters)


def _asked(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def _row(name: str, ask: Callable[[], object], goal: float, turns: int = TURNS) -> dict:
    took: list[float] = []
    for _turn in range(turns):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    median = round(statistics.median(took), 1)
    return {"name": name, "value": median, "unit": "ms", "goal": f"≤ {goal:g}", "met": median <= goal, "peer": None,
            "ratio": None}  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
