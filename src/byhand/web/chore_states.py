"""Each chore as the page “The machine” tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.work.chore import Chore
from byhand.work.models import ChoreRecord, Lease
from byhand.work.registry import all_chores


@dataclass(frozen=True, slots=True)
class ChoreState:
    title: str
    every: str
    record: ChoreRecord | None
    is_failing: bool
    is_late: bool


def chore_states() -> list[ChoreState]:
    """Failing ones first, then in their order. A record without a chore is of an older version: left out."""
    records = ChoreRecord.objects.in_bulk()
    states = [_state(chore, records.get(chore.name)) for chore in all_chores()]
    return sorted(states, key=lambda one: not one.is_failing)


def who_does_them() -> Lease | None:
    """The lease, if someone holds it now; None: nobody does the chores."""
    return Lease.objects.filter(name="chores", until__gt=timezone.now()).first()


def how_often(every: timedelta) -> str:
    seconds = every.total_seconds()
    if seconds < 1:
        return _("all the time")
    if seconds < 60:
        return _often(ngettext("every second", "every %(n)s seconds", int(seconds)), int(seconds))
    if seconds < 3600:
        return _often(ngettext("every minute", "every %(n)s minutes", int(seconds // 60)), int(seconds // 60))
    if seconds < 86_400:
        return _often(ngettext("every hour", "every %(n)s hours", int(seconds // 3600)), int(seconds // 3600))
    return _often(ngettext("every day", "every %(n)s days", int(seconds // 86_400)), int(seconds // 86_400))


def _often(words: str, number: int) -> str:
    return words % {"n": number} if "%(n)s" in words else words


def _state(chore: Chore, record: ChoreRecord | None) -> ChoreState:
    return ChoreState(
        title=str(chore.title), every=how_often(chore.every), record=record,
        is_failing=bool(record and record.is_failing()),
        is_late=_is_late(chore, record.ran_at if record else None),
    )  # fmt: skip


def _is_late(chore: Chore, ran_at: datetime | None) -> bool:
    """Quiet runs are written down twice a minute, so a minute's grace before it is called late."""
    return ran_at is not None and timezone.now() - ran_at > chore.every * 2 + timedelta(minutes=2)
