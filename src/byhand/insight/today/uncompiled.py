"""Uncompiled: PostgreSQL translates a query into machine code where it expects it to be long.

Of Today it expects that, since whoever does not see everything is asked of each row whether they may; yet a rule ends
after forty rows, and the translating takes five times as long as the answer (800 ms to 160 ms with it off).
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def uncompiled() -> Generator[None]:
    """For what is asked within, and in its transaction alone; poolers let no such setting through at the start."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")
        yield
