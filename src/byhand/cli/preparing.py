"""Preparing the house before it is served: its database brought up to date, and the line to say."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from byhand.cli.saying import Problem
from byhand.gate import triggers
from byhand.team.models import House
from byhand.team.setup_code import setup_code


def prepare() -> str:
    """Migrates; gives the one line that says where the desk is. Raises Problem."""
    migrate()
    line = f"Byhand is at {settings.BASE_URL} (stop with Ctrl-C)."
    if House.current() is None:
        line += f" First run from another machine: the setup code is {setup_code()}."
    return line


def migrate() -> None:
    """Brings the database up to date; looks at its guards when it was. Raises Problem when it cannot be used."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        elif triggers.missing(connection):
            raise Problem("The database lacks guards of the journal. `byhand manage migrate` puts them back.")
    except OperationalError as problem:
        raise Problem(_unreachable(problem)) from None
    finally:
        connection.close()


def _unreachable(problem: OperationalError) -> str:
    first = str(problem).strip().splitlines()[0] if str(problem).strip() else "no reason given"
    return f"The database cannot be used: {first}"
