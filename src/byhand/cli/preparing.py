"""Preparing the house before it is served: its database brought up to date, and the line to say."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from byhand.cli.saying import Problem
from byhand.gate import triggers
from byhand.gate.doubting import doubt_what_may_have_left
from byhand.keeping.before_upgrade import keep_before_upgrade
from byhand.keeping.packing import CannotKeep
from byhand.keeping.restored import restored_from, settled
from byhand.team.models import House
from byhand.team.setup_code import setup_code


def prepare() -> str:
    """Migrates; gives the one line that says where the desk is. Raises Problem."""
    migrate()
    doubt_what_was_due()
    line = f"Byhand is at {settings.BASE_URL} (stop with Ctrl-C)."
    if House.current() is None:
        line += f" First run from another machine: the setup code is {setup_code()}."
    return line


def migrate() -> None:
    """Brings the database up to date; looks at its guards when it was. Raises Problem when it cannot be used."""
    try:
        executor = MigrationExecutor(connection)
        _refuse_what_is_newer(executor)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _keep_what_was(executor)
            call_command("migrate", verbosity=0, interactive=False)
        elif triggers.missing(connection):
            raise Problem("The database lacks guards of the journal. `byhand manage migrate` puts them back.")
    except OperationalError as problem:
        raise Problem(_unreachable(problem)) from None
    finally:
        connection.close()


def refuse_an_empty_house() -> None:
    """Raises Problem where no house was ever begun."""
    try:
        if "django_migrations" in connection.introspection.table_names():
            return
    except OperationalError as problem:
        raise Problem(_unreachable(problem)) from None
    raise Problem(f"There is no house in {settings.DATA_FOLDER} yet. Name its folder: --data DIR.")


def doubt_what_was_due() -> None:
    """The first start after a restore: what the old house may have sent since is for a person to decide."""
    moment = restored_from()
    if moment is not None:
        doubt_what_may_have_left(moment)
        settled()


def _refuse_what_is_newer(executor: MigrationExecutor) -> None:
    """An older Byhand would read a newer database wrongly, and write it wrongly, too."""
    known = executor.loader.disk_migrations
    ours = {key for key in executor.loader.applied_migrations if key[0] in executor.loader.migrated_apps}
    unknown = sorted(key for key in ours if key not in known)
    if unknown:
        raise Problem(
            f"A newer Byhand has used this house ({'.'.join(unknown[0])} is not known here). Start that one, or go "
            "back to the copy it made in the folder “backups”: docs/self-hosting.md says how."
        )


def _keep_what_was(executor: MigrationExecutor) -> None:
    """A copy before an upgrade, so that one can go back; a house that is new has nothing to keep."""
    if not executor.loader.applied_migrations:
        return
    try:
        keep_before_upgrade()
    except CannotKeep as problem:
        raise Problem(f"Before an upgrade the house is copied, and it could not be. {problem}") from None


def _unreachable(problem: OperationalError) -> str:
    first = str(problem).strip().splitlines()[0] if str(problem).strip() else "no reason given"
    return f"The database cannot be used: {first}"
