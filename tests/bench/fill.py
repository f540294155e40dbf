"""Fills an empty house: so many conversations, ten messages each, a fifth open. Prints a cookie for each colleague.

Rows are written as fast as the database takes them, past the verbs: this is ballast for measurements.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.bench.house import LONG, LONG_ID  # noqa: E402
from tests.bench.words import WORDS, dice, words  # noqa: E402
from tests.signing_in import cookie_of  # noqa: E402

from byhand.channels.models import Inbox  # noqa: E402
from byhand.conversations.models import Conversation, ConversationInbox, Event, Message, Participant  # noqa: E402
from byhand.people.models import Address, Person  # noqa: E402
from byhand.team.founding import found  # noqa: E402
from byhand.team.user import User  # noqa: E402

MESSAGES_EACH = 10
BATCH = 5000
COLLEAGUES = 20
texts: list[str] = []
NOW = timezone.now()


def main(conversations: int) -> None:
    call_command("migrate", verbosity=0)
    user = found(team="Bench", name="Bea Bench", email="bea@bench.example", password="a long enough phrase")
    colleagues = [
        User.objects.create_user(f"c{n}@bench.example", f"Colleague {n}") for n in range(1, COLLEAGUES)
    ]
    inboxes = [Inbox.objects.create(kind="practice", name=f"Inbox {n}", address=f"i{n}@bench.example")
               for n in range(5)]  # fmt: skip
    people = conversations * 6 // 10
    texts.extend(words(60) for _ in range(5000))
    with transaction.atomic():
        _fill(Person, (_person(n) for n in range(1, people + 1)))
        _fill(Address, (_address(n) for n in range(1, people + 1)))
        _fill(Conversation, (_conversation(n, people, inboxes, user) for n in range(1, conversations + 1)))
        _fill(ConversationInbox, ({"id": n, "conversation_id": n, "inbox_id": inboxes[n % 5].pk}
                                  for n in range(1, conversations + 1)))  # fmt: skip
        _fill(Participant, ({"id": n, "conversation_id": n, "address_id": n % people + 1}
                            for n in range(1, conversations + 1)))  # fmt: skip
        _fill(Event, (_event(n) for n in range(1, conversations + 1)))
        _fill(Message, (_message(n, people, inboxes) for n in range(1, conversations * MESSAGES_EACH + 1)))
        _a_long_one(conversations, people, inboxes, user)
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself within a minute or two; before it, a list takes five times as long.
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    print(*map(cookie_of, [user, *colleagues]))


def _a_long_one(conversations: int, people: int, inboxes: list[Inbox], user: models.Model) -> None:
    number, first = conversations + 1, conversations * MESSAGES_EACH + 1
    whole = _conversation(number, people, inboxes, user)
    _fill(Conversation, iter([whole | {"public_id": LONG_ID, "message_count": LONG}]))
    _fill(
        ConversationInbox,
        iter([{"id": number, "conversation_id": number, "inbox_id": inboxes[number % 5].pk}]),
    )
    messages = (_message(n, people, inboxes) for n in range(first, first + LONG))
    _fill(
        Message, (one | {"conversation_id": number, "inbox_id": inboxes[number % 5].pk} for one in messages)
    )


def _fill(model: type[models.Model], rows: Iterator[dict]) -> None:
    """Inserts rows given as values by column; what is left out has the field's default."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})"
    usual = {field.column: field.get_db_prep_save(field.get_default(), connection) for field in fields}
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(statement, [tuple((usual | row).values()) for row in batch])
        if connection.vendor == "postgresql":
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )


def _moment(minutes_ago: int) -> object:
    return connection.ops.adapt_datetimefield_value(NOW - timedelta(minutes=minutes_ago))


def _person(n: int) -> dict:
    return {"id": n, "name": f"{WORDS[n % 100].title()} {WORDS[n // 100 % 100].title()} {n}"}


def _address(n: int) -> dict:
    return {"id": n, "person_id": n, "value": f"person{n}@bench.example"}


def _conversation(n: int, people: int, inboxes: list[Inbox], user: models.Model) -> dict:
    minutes = dice.randrange(1, 1_000_000)
    last = _moment(minutes)
    is_open = n % 5 == 0
    waits = is_open and n % 10 == 0
    return {
        "id": n, "public_id": f"b{n:011d}", "inbox_id": inboxes[n % 5].pk, "person_id": n % people + 1,
        "subject": words(5), "begun_at": _moment(minutes + 4000), "last_at": last, "preview": words(20)[:200],
        "message_count": 10,
        "closed_at": None if is_open else last, "waiting_since": last if waits else None,
        "assigned_to_id": user.pk if n % 7 == 0 else None,
    }  # fmt: skip


def _event(n: int) -> dict:
    return {"id": n, "conversation_id": n, "kind": "began"}


def _message(n: int, people: int, inboxes: list[Inbox]) -> dict:
    conversation = (n - 1) // MESSAGES_EACH + 1
    said = dice.choice(texts)
    return {
        "id": n, "conversation_id": conversation, "inbox_id": inboxes[conversation % 5].pk,
        "origin": "came" if n % 2 else "outside", "message_id": f"m{n}@bench.example",
        "writer_id": conversation % people + 1 if n % 2 else None, "writer_name": "Bench", "subject": "About clay",
        "text": said, "new_text": said, "said_at": _moment(n % 100_000 + 10 - n % 10),
    }  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
