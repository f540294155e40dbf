"""A copy: what one recipient of a broadcast gets, on its way. A row each is the truth; the tally only counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import cast

from django.db import models, transaction
from django.utils import timezone

from byhand.channels.email.addresses import domain_of
from byhand.gate.coming_back import Kind, takes_back
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import Leaving, LeavingQuerySet
from byhand.gate.many.gathering import Reader, gather, gathered
from byhand.gate.many.ids import copy_behind, message_id_of
from byhand.gate.many.stages import LEFT_OUT, LOOKED_AT, CopyStage, LeftOut
from byhand.gate.many.tally import Tally
from byhand.kit.clocks import LONGEST
from byhand.people.address import Address
from byhand.team.typed import objects_of

IN_HAND = (CopyStage.CLAIMED, CopyStage.SPEAKING)
IN_HAND_SAID = "stage IN ('claimed', 'speaking')"


class CopyQuerySet(LeavingQuerySet["Copy"]):
    def gather(self, dispatch: Dispatch, readers: Sequence[Reader]) -> None:
        """One row for each of these people, also for those left out. The same people again change nothing.

        A thousand or two at a time. Raises ValueError once everyone was gathered.
        """
        gather(self, dispatch, readers)

    def gathered(self, dispatch: Dispatch) -> None:
        """Everyone is there: the journal is told the root of them all, and the first may be spoken to."""
        gathered(self, dispatch)

    def behind(self, message_id: str) -> Copy | None:
        """The copy that carries this Message-ID; None for a foreign or forged one."""
        pk = copy_behind(message_id)
        return self.filter(pk=pk).select_related("dispatch__inbox", "address").first() if pk else None

    def waiting(self) -> CopyQuerySet:
        """In the very words of the index, by which alone SQLite knows that it may use it."""
        return cast("CopyQuerySet", self.extra(where=["gate_copy.stage = 'waiting'"]))

    def in_hand(self) -> CopyQuerySet:
        """Claimed or speaking; in the words of the index, too."""
        return cast("CopyQuerySet", self.extra(where=[f"gate_copy.{IN_HAND_SAID}"]))

    def sent_back(self, dispatch: Dispatch) -> CopyQuerySet:
        """Taken at first, and sent back by a bounce later."""
        return self.filter(dispatch=dispatch, bounced_at__isnull=False)

    @transaction.atomic
    def count_anew(self, dispatch: Dispatch) -> None:
        """The tally, from the rows themselves."""
        rows = self.filter(dispatch=dispatch).order_by().values_list("stage", "left_out", "version")
        counts: Counter[tuple[str, str]] = Counter()
        for stage, why, version, count in rows.annotate(n=models.Count("pk")):
            counts[stage, version if stage == CopyStage.ACCEPTED else why] += count
        Tally.objects.filter(dispatch=dispatch).update(count=0)
        Tally.objects.move(dispatch.pk, counts)


class Copy(Leaving):
    """Whom the audience named, where they are written to, with which facts; and how far it is.

    `reader`: the person's number when they were named, which stays as it was when people are merged; whose the address
    is now, the address says. `named`: SHA-256 under the dispatch's salt over recipient, language, version and facts;
    `digest`: over `named` and the words as they were rendered for them.
    """

    stage = models.CharField(max_length=10, choices=CopyStage, default=CopyStage.WAITING)
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="copies", db_index=False)
    dispatch_id: int
    reader = models.BigIntegerField()
    address = models.ForeignKey(Address, null=True, on_delete=models.SET_NULL, related_name="copies")
    address_id: int | None
    language = models.CharField(max_length=12, blank=True)
    version = models.CharField(max_length=1, blank=True, help_text="By lot, where there are two.")
    fields = models.JSONField(default=dict)
    clock = models.CharField(
        max_length=LONGEST, blank=True, help_text="By which they live; empty: the house's."
    )
    left_out = models.CharField(max_length=20, blank=True, choices=LeftOut)
    left_out_word = models.CharField(max_length=40, blank=True, help_text="Which fact is missing.")
    named = models.BinaryField(max_length=32)
    batch = models.PositiveIntegerField(null=True)
    digest = models.BinaryField(max_length=32, null=True)

    bounced_at = models.DateTimeField(null=True)
    bounced_because = models.TextField(blank=True)

    CODE = "c"  # in return paths: see `gate/coming_back.py`

    get_left_out_display: Callable[[], str]

    objects = objects_of(CopyQuerySet)

    class Meta(Leaving.Meta):
        verbose_name_plural = "copies"
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "reader"], name="copy_once_a_reader"),
            models.UniqueConstraint(fields=["dispatch", "address"], name="copy_once_an_address"),
            models.CheckConstraint(
                condition=models.Q(stage__in=CopyStage.values), name="copy_stage_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(stage=LEFT_OUT, left_out__in=LeftOut.values)
                | (~models.Q(stage=LEFT_OUT) & models.Q(left_out="")),
                name="copy_says_why_left_out",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dispatch", "next_attempt_at", "id"],
                condition=models.Q(stage="waiting"),
                name="copy_due",
            ),
            models.Index(
                fields=["dispatch"], condition=models.Q(bounced_at__isnull=False), name="copy_sent_back"
            ),
            models.Index(
                fields=["claimed_by"],
                condition=models.Q(stage__in=["claimed", "speaking"]),
                name="copy_in_hand",
            ),
            # A page shows the newest of these few. One each, since SQLite knows no index of several again.
            *(
                models.Index(fields=["dispatch", "id"], condition=models.Q(stage=stage), name=f"copy_{stage}")
                for stage in LOOKED_AT
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.stage}"

    @property
    def message_id(self) -> str:
        """Made anew each time it is asked for, always the same. Without angle brackets."""
        return message_id_of(self.pk, domain_of(self.dispatch.inbox.address) or "localhost")

    def bounce(self, because: str) -> None:
        """It came back after it had been accepted: noted once."""
        Copy.objects.filter(pk=self.pk, bounced_at__isnull=True).update(
            bounced_at=timezone.now(), bounced_because=because
        )


def _with_id(message_id: str) -> list[Copy]:
    copy = Copy.objects.behind(message_id)
    return [copy] if copy else []


takes_back(
    Kind(
        code=Copy.CODE,
        rows=lambda: Copy.objects.select_related("dispatch__inbox"),
        with_id=_with_id,
        came_back=Copy.bounce,
    )
)
