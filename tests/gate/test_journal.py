"""The journal is append-only, and what is done to it in raw SQL is refused or found."""

import itertools
import json
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from byhand.gate import triggers, verifying
from byhand.gate.anchors import anchor_journal_due, anchors
from byhand.gate.verifying import verify_journal

pytestmark = pytest.mark.django_db

TAMPERING = {
    "edit an entry": "UPDATE gate_journalentry SET record = '{}' WHERE seq = 2",
    "delete an entry": "DELETE FROM gate_journalentry WHERE seq = 2",
    "cut the tail": "DELETE FROM gate_journalentry WHERE seq >= 3",
    "turn the head back": "UPDATE gate_journalhead SET seq = 1",
    "delete the head": "DELETE FROM gate_journalhead",
    "a second head": "INSERT INTO gate_journalhead (id, seq, hash) VALUES (2, 0, '0')",
    "forge an entry": "INSERT INTO gate_journalentry (seq, previous, hash, at, kind, record)"
    " VALUES (9, 'a', 'b', '2026-01-01 00:00:00', 'dispatch', '{}')",
    "change the words": "UPDATE gate_dispatch SET body = 'other words'",
    "change the author": "UPDATE gate_dispatch SET author_name = 'Somebody'",
    "change the recipients": """UPDATE gate_dispatch SET "to" = '[]'""",
    "delete a letter": "DELETE FROM gate_dispatch",
}
ON_SQLITE = {
    "replace an entry": "INSERT OR REPLACE INTO gate_journalentry (seq, previous, hash, at, kind, record)"
    " SELECT seq, previous, hash, at, 'other', record FROM gate_journalentry WHERE seq = 2",
    "replace the head": "INSERT OR REPLACE INTO gate_journalhead (id, seq, hash) VALUES (1, 0, '0')",
    "replace a letter": "REPLACE INTO gate_dispatch SELECT * FROM gate_dispatch",
}
ON_POSTGRESQL = {
    "empty the journal": "TRUNCATE gate_journalentry CASCADE",
    "empty the letters": "TRUNCATE gate_dispatch CASCADE",
}


@pytest.fixture
def three(release):
    return [release() for _ in range(3)]


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def without_triggers():
    """What somebody with the database in hand would do first."""
    with connection.cursor() as cursor:
        for name in triggers.NAMES:
            table = (
                triggers.HEAD
                if "head" in name
                else triggers.ENTRY
                if "journal" in name
                else triggers.DISPATCH
            )
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            table_of_entry = f" ON {triggers.ENTRY}" if name == "journal_entry_at_the_head" and on else on
            cursor.execute(f"DROP TRIGGER {name}{table_of_entry}")


def test_every_guard_is_in_place():
    assert triggers.missing(connection) == set()


@pytest.mark.parametrize("what", [*TAMPERING, *ON_SQLITE, *ON_POSTGRESQL])
def test_the_database_refuses(three, what):
    own = ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL
    statement = TAMPERING.get(what) or own.get(what)
    if statement is None:
        pytest.skip("a statement of the other database")
    with pytest.raises(DatabaseError):
        execute(statement)
    assert verify_journal().is_whole


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_replacing_connection_without_our_pragmas_is_refused_too(three):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    try:
        for statement in ON_SQLITE.values():
            with pytest.raises(DatabaseError):
                execute(statement)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=ON")
    assert verify_journal().is_whole


def test_a_whole_journal_says_so(three):
    verdict = verify_journal()
    assert (verdict.entries, verdict.first_bad) == (3, 0)
    assert "3" in verdict.sentence


@pytest.mark.parametrize("moment", [3, 6])
def test_a_letter_that_leaves_while_it_is_read_is_no_alarm(release, three, monkeypatch, moment):
    """At the last entry, before the head is looked at; and while the letters are compared with their entries."""
    records = itertools.count(1)

    def read_slowly(record):
        if next(records) == moment:
            release()
        return json.loads(record)

    monkeypatch.setattr(verifying, "json", SimpleNamespace(loads=read_slowly))
    verdict = verify_journal()
    assert verdict.is_whole, verdict.sentence
    assert next(records) > moment


def test_an_empty_journal_is_whole():
    assert verify_journal().is_whole


@pytest.mark.parametrize(
    ("statement", "first_bad"),
    [
        ("UPDATE gate_journalentry SET record = '{}' WHERE seq = 2", 2),
        ("UPDATE gate_journalentry SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 3", 3),
        ("DELETE FROM gate_journalentry WHERE seq = 2", 2),
        ("DELETE FROM gate_journalentry WHERE seq = 3", 3),
        ("UPDATE gate_dispatch SET body = 'other words' WHERE id = (SELECT max(id) FROM gate_dispatch)", 3),
        ("UPDATE gate_dispatch SET author_name = 'x', author_id = author_id, message_id = 'forged@x'"
         " WHERE id = (SELECT min(id) FROM gate_dispatch)", 1),
    ],
)  # fmt: skip
def test_whoever_gets_past_the_guards_is_found_at_the_first_bad_entry(three, statement, first_bad):
    without_triggers()
    execute(statement)
    verdict = verify_journal()
    assert verdict.first_bad == first_bad
    assert str(first_bad) in verdict.sentence


def test_a_cut_tail_is_found_even_when_the_head_was_turned_back(three):
    anchor_journal_due()
    without_triggers()
    execute("DELETE FROM gate_journalentry WHERE seq = 3")
    execute("UPDATE gate_journalhead SET seq = 2, hash = (SELECT hash FROM gate_journalentry WHERE seq = 2)")
    verdict = verify_journal()
    assert verdict.first_bad == 3
    assert "cut" in verdict.sentence


def test_an_anchor_is_written_only_when_something_passed(three):
    assert anchor_journal_due()
    assert anchor_journal_due() == ""
    assert [anchor.seq for anchor in anchors()] == [3]


def test_a_torn_anchor_line_is_passed_over(three):
    anchor_journal_due()
    with settings.ANCHORS_FILE.open("a") as file:
        file.write('{"seq": 9, "ha')
    assert [anchor.seq for anchor in anchors()] == [3]
    assert verify_journal().is_whole


def test_a_letter_put_in_by_raw_sql_is_found(release, three):
    columns = ", ".join(f'"{name}"' for name in triggers.SEALED if name not in ("id", "message_id"))
    execute(
        f"INSERT INTO gate_dispatch (id, message_id, filing_trouble, {columns})"
        f" SELECT 999, 'forged@x', '', {columns} FROM gate_dispatch WHERE id = (SELECT min(id) FROM gate_dispatch)"
    )
    verdict = verify_journal()
    assert not verdict.is_whole
    assert "999" in verdict.sentence
