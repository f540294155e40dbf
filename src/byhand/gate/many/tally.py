"""The tally: how many copies of a broadcast stand where, counted as they move, so that a page asks a dozen rows and not
a million. Told anew from the copies themselves by `Copy.objects.count_anew`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection, models

from byhand.gate.many.stages import LEFT_OUT, CopyStage
from byhand.team.typed import objects_of

if TYPE_CHECKING:
    from byhand.gate.dispatch import Dispatch


@dataclass(frozen=True, slots=True)
class Progress:
    """How many copies wait, are on their way, were taken …; `left_out_because`: how many by each reason."""

    waiting: int = 0
    on_their_way: int = 0
    accepted: int = 0
    refused: int = 0
    perhaps: int = 0
    held: int = 0
    left_out: int = 0
    left_out_because: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def total(self) -> int:
        return (
            self.waiting
            + self.on_their_way
            + self.accepted
            + self.refused
            + self.perhaps
            + self.held
            + self.left_out
        )


class TallyQuerySet(models.QuerySet["Tally"]):
    def move(self, dispatch: int, by: Mapping[tuple[str, str], int]) -> None:
        """Adds so many (or takes away) at each stage and reason; in the transaction of what moved. One statement."""
        changed = {key: count for key, count in by.items() if count}
        if not changed:
            return
        values = ", ".join(["(%s, %s, %s, %s)"] * len(changed))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO gate_tally (dispatch_id, stage, reason, count) VALUES {values} "
                "ON CONFLICT (dispatch_id, stage, reason) DO UPDATE SET count = gate_tally.count + excluded.count",
                [
                    value
                    for (stage, reason), count in sorted(changed.items())
                    for value in (dispatch, stage, reason, count)
                ],
            )


class Tally(models.Model):
    """So many copies of a broadcast at this stage; of those left out, for this reason.

    Of those that were taken `reason` is the version they had, where two are compared: who draws which is known before
    they are written to, and what came of it is a share of those that arrived.
    """

    dispatch = models.ForeignKey("gate.Dispatch", on_delete=models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, blank=True)
    count = models.BigIntegerField(default=0)

    objects = objects_of(TallyQuerySet)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "stage", "reason"], name="tally_once_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.stage} {self.reason}".strip()


def taken_by_version(dispatch: Dispatch) -> Counter[str]:
    """How many of each of two versions were taken. One query."""
    taken = Tally.objects.filter(dispatch=dispatch, stage=CopyStage.ACCEPTED).exclude(reason="")
    return Counter(dict(taken.values_list("reason", "count")))


def progress(dispatch: Dispatch) -> Progress:
    """Where its copies stand. One query, however many there are."""
    stages: Counter[str] = Counter()
    reasons: dict[str, int] = {}
    for stage, reason, count in Tally.objects.filter(dispatch=dispatch).values_list(
        "stage", "reason", "count"
    ):
        stages[stage] += count
        if stage == LEFT_OUT and count:
            reasons[reason] = count
    return Progress(
        waiting=stages[CopyStage.WAITING], on_their_way=stages[CopyStage.CLAIMED] + stages[CopyStage.SPEAKING],
        accepted=stages[CopyStage.ACCEPTED], refused=stages[CopyStage.REFUSED],
        perhaps=stages[CopyStage.PERHAPS], held=stages[CopyStage.HELD], left_out=stages[LEFT_OUT],
        left_out_because=reasons,
    )  # fmt: skip
