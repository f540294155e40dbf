"""What the doctor looks at. Each look gives a sentence; none raises."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from byhand.channels.adapter import Check
from byhand.channels.arrival import Arrival
from byhand.channels.believing import how_believed
from byhand.channels.inbox import Inbox
from byhand.channels.registry import adapter_of
from byhand.cli.examining_keep import address, backup, clock
from byhand.gate import triggers
from byhand.gate.verifying import verify_journal
from byhand.work.models import ChoreRecord

SOUND_SQLITE = (3, 51, 3)
ENOUGH_SPACE = 1024**3


def examine(*, offline: bool) -> list[Check]:
    """Every finding, in the order in which one would look."""
    findings = [_python(), _space(), _settings()]
    try:
        findings += _database()
        findings += [clock(), backup(), *_desk()]
        findings += [] if offline else [address(), *_mailboxes()]
    except DatabaseError as problem:
        findings.append(Check("database", False, f"The database cannot be used: {problem}"))
    return findings


def _python() -> Check:
    return Check("python", True, f"Python {sys.version.split()[0]}.")


def _space() -> Check:
    free = shutil.disk_usage(settings.DATA_FOLDER).free
    return Check("space", free > ENOUGH_SPACE, f"{free // 1024**2} MB are free in the data folder.")


def _settings() -> Check:
    wrong = [str(problem) for problem in run_checks() if problem.is_serious()]
    if wrong:
        return Check("settings", False, f"The settings are not in order: {' '.join(wrong)}")
    return Check("settings", True, "The settings are in order.")


def _database() -> Iterator[Check]:
    if connection.vendor == "sqlite":
        sound = sqlite3.sqlite_version_info >= SOUND_SQLITE
        why = "" if sound else " It may lose its log when the power goes; 3.51.3 or newer does not."
        yield Check("sqlite", sound, f"SQLite {sqlite3.sqlite_version}.{why}")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Check("database", False, "The database is not up to date; `byhand start` brings it there.")
        return
    absent = triggers.missing(connection)
    yield Check("guards", not absent, f"{len(absent)} guards of the journal are missing." if absent
                else "The database guards the journal.")  # fmt: skip
    verdict = verify_journal()
    yield Check("journal", verdict.is_whole, verdict.sentence)


def _desk() -> Iterator[Check]:
    stuck = Arrival.objects.needing_a_look().count()
    told = f"{stuck} arrivals need a look." if stuck else "Everything that came in was read."
    yield Check("arrivals", not stuck, told)
    for record in ChoreRecord.objects.all():
        if record.is_failing():
            yield Check(record.name, False, f"The chore “{record.name}” fails: {record.failure}")


def _mailboxes() -> Iterator[Check]:
    for inbox in Inbox.objects.at_work():
        for check in (*adapter_of(inbox.kind).verify(inbox), *_believed(inbox)):
            yield Check(check.name, check.passed, f"{inbox.name}: {check.name}: {check.sentence}")


def _believed(inbox: Inbox) -> list[Check]:
    return how_believed(inbox) if inbox.kind == "email" else []
