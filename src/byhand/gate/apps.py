"""The gate as an app: after every migrate the database's own guards are put in place and asserted."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from byhand.gate import triggers


class GateConfig(AppConfig):
    name = "byhand.gate"
    label = "gate"

    def ready(self) -> None:
        post_migrate.connect(guard_the_journal, sender=self, dispatch_uid="guard-the-journal")


def guard_the_journal(using: str = "default", **_: Any) -> None:
    """Installs the triggers and fails loudly if one is missing."""
    connection = connections[using]
    if triggers.ENTRY not in connection.introspection.table_names():
        return
    triggers.install(connection)
    absent = triggers.missing(connection)
    if absent:
        raise RuntimeError(f"The database lacks guards of the journal: {', '.join(sorted(absent))}.")
