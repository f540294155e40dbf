"""The index of runs: which message holds which fingerprint. A narrow table of two numbers, without words or names.

It is written in the transaction that writes the message. Nothing ties it to the message's row: a fingerprint of 32 bits
gives back no word, and what is left of a deleted message is swept with the old ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from json import dumps
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from byhand.conversations.again.said import said_in
from byhand.kit.runs import fingerprints

if TYPE_CHECKING:
    from byhand.conversations.message import Message

REMEMBERED = timedelta(days=180)
TABLE = "conversations_run"
# Of what everybody says so many are looked at, the newest: a greeting must not cost more than a letter.
NEWEST = 60
_LAST = 2**31 - 1

_ADD_SQLITE = f"INSERT OR IGNORE INTO {TABLE} (fingerprint, message) VALUES (%s, %s)"
_ADD_POSTGRESQL = (
    f"INSERT INTO {TABLE} (fingerprint, message) SELECT * FROM unnest(%s::integer[], %s::integer[]) "
    "ON CONFLICT DO NOTHING"
)
_FIND_SQLITE = (
    f"SELECT r.fingerprint, r.message FROM json_each(%s) a CROSS JOIN {TABLE} r ON r.fingerprint = a.value "
    f"AND r.message >= coalesce((SELECT n.message FROM {TABLE} n WHERE n.fingerprint = a.value "
    f"ORDER BY n.message DESC LIMIT 1 OFFSET {NEWEST - 1}), 0)"
)
_FIND_POSTGRESQL = (
    f"SELECT a.fingerprint, r.message FROM unnest(%s::integer[]) a(fingerprint) CROSS JOIN LATERAL "
    f"(SELECT n.message FROM {TABLE} n WHERE n.fingerprint = a.fingerprint ORDER BY n.message DESC LIMIT {NEWEST}) r"
)
_FORGET = f"DELETE FROM {TABLE} WHERE fingerprint BETWEEN %s AND %s AND message < %s"


def note_said(messages: Iterable[Message]) -> int:
    """Remembers what we said in these messages, as far as it is young enough; gives how many were. One query."""
    since = oldest_remembered()
    ours = [one for one in messages if one.counts_as_an_answer() and one.said_at >= since and one.pk <= _LAST]
    add([(mark, one.pk) for one in ours for mark in fingerprints(said_in(one.new_text).words.plain)])
    return len(ours)


def add(rows: Sequence[tuple[int, int]]) -> None:
    """Fingerprints, each with its message; those that stand there already are left."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(_ADD_SQLITE, rows)
        else:
            marks, messages = zip(*rows, strict=True)
            cursor.execute(_ADD_POSTGRESQL, [list(marks), list(messages)])


def messages_with(marks: Sequence[int]) -> dict[int, list[int]]:
    """The fingerprints each message shares with these; of each fingerprint the newest sixty messages."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    if marks:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(_FIND_SQLITE, [dumps(list(marks))])
            else:
                cursor.execute(_FIND_POSTGRESQL, [list(marks)])
            for mark, message in cursor.fetchall():
                found[message].append(mark)
    return dict(found)


def forget(first: int, last: int, *, below: int) -> int:
    """Removes what older messages left among these fingerprints; gives how many rows went."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [first, last, min(below, _LAST)])
        return cursor.rowcount


def oldest_remembered() -> datetime:
    return timezone.now() - REMEMBERED
