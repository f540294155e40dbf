"""The gate as an app: after every migrate the database's own guards are put in place and asserted."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from byhand.gate import guards, triggers
from byhand.gate.evidence_guards import CONSENT, FOLLOW
from byhand.gate.evidence_guards import GUARDS as OF_EVIDENCE
from byhand.gate.many.guards import GUARDS as OF_MANY
from byhand.gate.many.guards import TERMS

GUARDS = (*OF_EVIDENCE, *OF_MANY)


class GateConfig(AppConfig):
    name = "byhand.gate"
    label = "gate"

    def ready(self) -> None:
        pre_migrate.connect(let_go_of_evidence, sender=self, dispatch_uid="let-go-of-evidence")
        post_migrate.connect(guard_the_journal, sender=self, dispatch_uid="guard-the-journal")


def guard_the_journal(using: str = "default", **_: Any) -> None:
    """Installs the triggers and fails loudly if one is missing."""
    connection = connections[using]
    if not {triggers.ENTRY, CONSENT, FOLLOW, TERMS} <= set(connection.introspection.table_names()):
        return
    triggers.install(connection)
    guards.install(connection, GUARDS)
    absent = triggers.missing(connection) | guards.missing(connection, GUARDS)
    if absent:
        raise RuntimeError(f"The database lacks guards of the journal: {', '.join(sorted(absent))}.")


def let_go_of_evidence(using: str = "default", **_: Any) -> None:
    """Their triggers read tables of two rooms; a migration of either may rebuild one."""
    guards.let_go(connections[using], GUARDS)
