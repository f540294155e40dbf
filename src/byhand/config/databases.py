"""The database of the house, from one setting: SQLite in the data folder, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from byhand.config.environment import DATABASE_URL, BadSetting

# FULL: a committed arrival must survive the power going (the mailbox is told afterwards).
# recursive_triggers: without it INSERT OR REPLACE would delete a journal row past the DELETE trigger.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; "
    "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY; PRAGMA optimize=0x10002;"
)

# A question that was asked so often on one connection is prepared there.
PREPARED_AFTER = 3


def database(data: Path) -> dict[str, Any]:
    """Django's settings for the one database. Raises BadSetting."""
    url = DATABASE_URL.read()
    return _postgresql(url) if url else _sqlite(data)


def _sqlite(data: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "byhand.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise BadSetting(f"{DATABASE_URL.name} must look like postgresql://user:password@host/database.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": options.pop("port", None) or parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A page asks the same dozen questions again and again: PostgreSQL plans each once a connection. A pooler
        # between must know prepared statements and options (PgBouncer does from 1.21 on). Translating a question into
        # machine code takes longer than the few rows a page wants: five times as long as Today's whole list.
        "OPTIONS": options
        | {"server_side_binding": True, "prepare_threshold": PREPARED_AFTER}
        | {"options": f"{options.get('options', '')} -c jit=off".strip()},
    }
