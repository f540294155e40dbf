"""Fills the peer: so many tickets, ten follow-ups each, a fifth open. Prints the cookie of a session."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from helpdesk.models import FollowUp, Queue, Ticket  # noqa: E402
from tests.bench.words import dice, words  # noqa: E402

MESSAGES_EACH = 10
BATCH = 2000
NOW = timezone.now()


def main(tickets: int) -> None:
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_superuser("bea", "bea@bench.example", "a long enough phrase")
    queues = [Queue.objects.create(title=f"Queue {n}", slug=f"q{n}") for n in range(5)]
    texts = [words(60) for _ in range(5000)]
    with transaction.atomic():
        _fill(Ticket, (_ticket(n, queues, user, texts) for n in range(1, tickets + 1)))
        _fill(FollowUp, (_follow_up(n, texts, user) for n in range(1, tickets * MESSAGES_EACH + 1)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = (
        str(user.pk),
        "django.contrib.auth.backends.ModelBackend",
    )
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(session.session_key)


def _fill(model: type[models.Model], rows: Iterator[models.Model]) -> None:
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _ticket(n: int, queues: list[Queue], user: object, texts: list[str]) -> Ticket:
    moment = NOW - timedelta(minutes=dice.randrange(1, 1_000_000))
    return Ticket(
        id=n, title=words(5), queue=queues[n % 5], created=moment, modified=moment, description=dice.choice(texts),
        submitter_email=f"person{n * 6 // 10}@bench.example", status=1 if n % 5 == 0 else 4,
        assigned_to=user if n % 7 == 0 else None, secret_key=f"s{n}",
    )  # fmt: skip


def _follow_up(n: int, texts: list[str], user: object) -> FollowUp:
    return FollowUp(
        id=n, ticket_id=(n - 1) // MESSAGES_EACH + 1, date=NOW - timedelta(minutes=n % 100_000), title="Comment",
        comment=dice.choice(texts), public=True, user=user if n % 2 else None,
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
