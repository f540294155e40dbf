"""A delivery: one recipient's copy of a dispatch on its way."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from byhand.gate import message_ids
from byhand.gate.coming_back import Kind, takes_back
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import Leaving, LeavingQuerySet, Stage
from byhand.live import bus
from byhand.team.typed import objects_of
from byhand.team.user import User

# What a person decides about: try once more, or leave it.
UNSETTLED = (Stage.REFUSED, Stage.PERHAPS, Stage.HELD)


class Delivery(Leaving):
    """To whom, how far it is, and what the other side answered."""

    class Role(models.TextChoices):
        TO = "to"
        CC = "cc"
        BCC = "bcc"

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="deliveries")
    dispatch_id: int
    role = models.CharField(max_length=4, choices=Role, default=Role.TO)
    bounced_at = models.DateTimeField(null=True)
    bounced_because = models.TextField(blank=True)
    let_be_at = models.DateTimeField(null=True, help_text="When a colleague decided to leave it as it is.")
    let_be_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    again_at = models.DateTimeField(null=True, help_text="When a colleague last decided to try it once more.")
    again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    told_author_at = models.DateTimeField(null=True, help_text="When the author was told that it failed.")

    objects = objects_of(LeavingQuerySet["Delivery"])

    class Meta(Leaving.Meta):
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "recipient"], name="delivery_once_per_recipient"),
            models.CheckConstraint(
                condition=models.Q(stage__in=Stage.values), name="delivery_stage_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "next_attempt_at"], name="delivery_due"),
            models.Index(Lower("recipient"), name="delivery_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_stage_display()}"

    def bounce(self, because: str) -> None:
        """A bounce came back for it after it had been accepted."""
        Delivery.objects.filter(pk=self.pk, bounced_at__isnull=True).update(
            bounced_at=timezone.now(), bounced_because=because
        )
        self.moved()

    def moved(self) -> None:
        bus.dispatches_moved([self.dispatch_id])

    def has_failed(self) -> bool:
        return self.stage in UNSETTLED or self.bounced_at is not None

    def let_be(self, *, by: User) -> bool:
        """A person decided that it stays as it is: nobody is asked about it again."""
        open_one = Delivery.objects.filter(pk=self.pk, stage__in=UNSETTLED, let_be_at__isnull=True)
        let = open_one.update(let_be_at=timezone.now(), let_be_by=by)
        self.moved()
        return bool(let)

    def send_again(self, *, by: User) -> bool:
        """A person decided to try once more what was refused, held or perhaps delivered.

        Not what is held until its author has read what is new: that is the author's alone, see
        `Dispatch.send_anyway`.
        """
        now = timezone.now()
        unsettled = Delivery.objects.filter(pk=self.pk, stage__in=UNSETTLED)
        open_to_all = unsettled.exclude(stage=Stage.HELD, attempts=0, dispatch__leaves_at__isnull=False)
        again = open_to_all.update(
            stage=Stage.WAITING, next_attempt_at=now, claimed_by="", attempts=0, again_at=now, again_by=by,
            first_attempt_at=None, settled_at=None, told_author_at=None, let_be_at=None, let_be_by=None,
        )  # fmt: skip
        self.moved()
        return bool(again)


def _of_letter(message_id: str) -> models.QuerySet[Delivery]:
    if not message_ids.is_ours(message_id):
        return Delivery.objects.none()
    return Delivery.objects.filter(dispatch__message_id=message_id)


takes_back(Kind(code="d", rows=Delivery.objects.all, with_id=_of_letter, came_back=Delivery.bounce))
