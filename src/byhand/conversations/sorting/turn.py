"""Turns: to whom new work went last, so that it goes round among those at the desk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

NEVER = datetime(1, 1, 2, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


class Turn(models.Model):
    """When a colleague was last given something in turn, by whichever rule."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    colleague_id: int
    given_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.colleague_id}: {self.given_at}"


class Turns:
    """The turns of those at the desk, held until the transaction ends: no other batch gives the same turn."""

    def __init__(self, here: Collection[int]) -> None:
        Turn.objects.bulk_create((Turn(colleague_id=one) for one in here), ignore_conflicts=True)
        # In one order, so that two who hold turns never wait for each other.
        held = Turn.objects.select_for_update().filter(pk__in=here).order_by("pk")
        self._turns = {one.pk: one for one in held}
        self._last = max((one.given_at or NEVER for one in self._turns.values()), default=NEVER)
        self._given: set[int] = set()

    def next_of(self, colleagues: Collection[int]) -> int | None:
        """Whose turn is the longest ago, of those at the desk among these. It is theirs from now on."""
        candidates = [one for pk, one in self._turns.items() if pk in colleagues]
        if not candidates:
            return None
        turn = min(candidates, key=_since)
        turn.given_at = self._last = max(timezone.now(), self._last + A_MOMENT)
        self._given.add(turn.pk)
        return turn.pk

    def write_down(self) -> None:
        Turn.objects.bulk_update([self._turns[one] for one in sorted(self._given)], ["given_at"])


def _since(turn: Turn) -> tuple[datetime, int]:
    return turn.given_at or NEVER, turn.colleague_id
