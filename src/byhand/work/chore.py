"""A chore: something the machine does by itself, in plain words, as often as said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise as LazyText


@dataclass(frozen=True, slots=True)
class Chore:
    """`run` does what is due and says what it did; nothing said means that nothing was due."""

    name: str
    title: LazyText | str
    every: timedelta
    run: Callable[[], str]
