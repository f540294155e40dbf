"""Many: ids as one value of a question, since a database takes so many values and no more.

SQLite takes 250,000, PostgreSQL 65,535; a list in one of them has no bound.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from django.db import connection
from django.db.models.expressions import RawSQL


def among(ids: Collection[int]) -> RawSQL:
    """For `filter(person__in=among(ids))`, however many."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
