"""Today with 50,000 people and 1,000,000 messages: how long one colleague's list takes, worked out in one process.

Beside the letters of `fill`, every rule has more to look at than a good house would give it: each tenth conversation
waits, two of a hundred hold a sign, each twentieth a promise that is still open, each fifth pair has gone silent.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from datetime import date, timedelta

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from tests.bench import fill  # noqa: E402
from tests.bench.own_words import _processor  # noqa: E402

from byhand.channels.models import Inbox  # noqa: E402
from byhand.conversations.models import Between, Conversation, Message, Promise, Sign  # noqa: E402
from byhand.insight.today.day import day_of  # noqa: E402
from byhand.people.models import Occasion, Person  # noqa: E402
from byhand.team.user import User  # noqa: E402

GOAL_MS, TURNS = 200.0, 60
KINDS = ("praise", "complaint", "referred", "returned")


def main(conversations: int) -> None:
    fill.main(conversations)
    people = Person.objects.count()
    with transaction.atomic():
        _raise_hands()
        fill._fill(Sign, (_sign(n, people, conversations) for n in range(1, conversations // 5)))
        fill._fill(Promise, (_promise(n, conversations) for n in range(1, conversations // 10)))
        fill._fill(Between, (_between(n) for n in range(1, people + 1)))
        fill._fill(Occasion, (_occasion(n) for n in range(1, people // 2)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    gc.collect()
    gc.freeze()  # as the desk does before it serves
    me = User.objects.order_by("pk")[0]
    size = f"{people:,} people, {Message.objects.count():,} messages"
    print(json.dumps(_times(me, size)))


def _times(me: User, size: str) -> list[dict]:
    found: list[dict] = []
    for name, sight in {"all seen": None, "an inbox hidden": 1}.items():
        if sight:
            Inbox.objects.filter(pk=Inbox.objects.order_by("pk")[0].pk).update(is_team_wide=False)
        taken, used = [], 0.0
        for turn in range(TURNS + 3):
            begun, before = time.perf_counter(), _processor()
            day = day_of(me, Inbox.objects.sight_of(me))
            if turn >= 3:
                taken.append((time.perf_counter() - begun) * 1000)
                used += (_processor() - before) * 1000
            assert day.entries and day.is_cut
        told = f"Today, {size}, {name}"
        median, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        found += [
            _row(f"{told}: median (processor {used / TURNS:.0f} each)", median),
            _row(f"{told}: p95 of {TURNS}", p95),
        ]
    return found


def _raise_hands() -> None:
    """They wait since they spoke; some asked twice, some got the same answer twice."""
    lately = fill.NOW - timedelta(days=5)
    waiting = Conversation.objects.filter(waiting_since__isnull=False)
    waiting.update(they_spoke_at=lately)
    waiting.filter(pk__iregex="7.$").update(unheard_at=lately)
    Conversation.objects.filter(place="theirs", pk__iregex="5.$").update(
        same_answer_at=lately, we_spoke_at=lately
    )


def _sign(n: int, people: int, conversations: int) -> dict:
    message = n * 50 % (conversations * 10) + 1
    return {
        "id": n, "message_id": message, "kind": KINDS[n % 4], "words": "The bowls are gorgeous.",
        "person_id": n % people + 1, "at": fill._moment(n * 13 % 500_000),
    }  # fmt: skip


def _promise(n: int, conversations: int) -> dict:
    kept = None if n % 2 else fill._moment(n)
    return {
        "id": n, "conversation_id": n * 7 % conversations + 1, "side": "ours" if n % 3 else "theirs", "text": "A lid",
        "due_on": str(date.today() - timedelta(days=n % 400 - 30)), "by_id": n % fill.COLLEAGUES + 1,
        "made_at": fill._moment(n), "kept_at": kept, "kept_by_id": 1 if kept else None,
    }  # fmt: skip


def _between(n: int) -> dict:
    silent = n % 5 == 0
    return {
        "id": n, "person_id": n, "inbox_id": n % 5 + 1, "is_whole": True, "came": 1.0, "went": 1.0, "weeks": "[]",
        "came_count": 9, "went_count": 9, "last_at": fill._moment(150_000 + n), "usual": 30.0,
        "as_of": fill._moment(150_000 + n), "cadence": 30 if silent else None,
        "cadence_since": fill._moment(300_000) if silent else None,
        "due_at": fill._moment(1000 + n) if silent else None,
    }  # fmt: skip


def _occasion(n: int) -> dict:
    return {
        "id": n, "person_id": n, "kind": "birthday", "label": "", "month": n % 12 + 1, "day": n % 28 + 1,
        "by_id": n % fill.COLLEAGUES + 1, "remind_before": 14 if n % 4 == 0 else None, "noted_at": fill._moment(n),
    }  # fmt: skip


def _row(name: str, value: float) -> dict:
    return {"name": name, "value": round(value, 1), "unit": "ms", "goal": f"< {GOAL_MS:.0f}", "met": value < GOAL_MS,
            "peer": None, "ratio": None}  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
