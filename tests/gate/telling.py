"""Short ways to a source and what it tells, in the tests."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from byhand.gate.models import Source
from byhand.gate.records.taking import Account, take
from byhand.gate.records.told import read
from byhand.team.models import User

_numbers = count(1)


def shop(by: User, name: str = "Shop") -> Source:
    return Source.objects.begin(name, by=by)


def tells(source: Source, kind: str, *, ago: timedelta = timedelta(), **said: Any) -> Account:
    """The source tells one thing of Ruth, by its program."""
    at = (timezone.now() - ago).isoformat()
    whole = {"id": f"{next(_numbers)}", "email": "ruth@harrow.example", "kind": kind, "at": at, **said}
    return take(source, [(1, read(whole))], way="program")
