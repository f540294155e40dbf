"""What waits to leave the house: claimed by one worker, tried, settled. Shared by deliveries and notices.

The stages and what is true in each when the power goes:
  waiting    nothing was said; it is tried when due
  claimed    a worker is at it and has not said the words; when that worker is gone it waits again
  speaking   committed just before the words: nobody knows whether they arrived -> "perhaps", a person decides
  accepted, refused, perhaps, held, recalled    settled
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.channels.adapter import Handover, NoAnswer, Refused
from byhand.gate.no_such_address import note_no
from byhand.team.typed import this_row

# Back off 1, 5, 15, 60 minutes, then hourly up to 24 hours (mail-rules: Retry; after RFC 5321 4.5.4.1).
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
GIVE_UP_AFTER = timedelta(hours=24)

log = logging.getLogger(__name__)
One = TypeVar("One", bound="Leaving")


class Stage(models.TextChoices):
    WAITING = "waiting", _("waiting to leave")
    CLAIMED = "claimed", _("on its way")
    SPEAKING = "speaking", _("on its way")
    ACCEPTED = "accepted", _("delivered")
    REFUSED = "refused", _("refused")
    PERHAPS = "perhaps", _("perhaps delivered")
    HELD = "held", _("held")
    RECALLED = "recalled", _("recalled")


class LeavingQuerySet(models.QuerySet[One]):
    def due(self, now: datetime | None = None) -> Self:
        """Waiting, and its moment has come."""
        now = now or timezone.now()
        return self.filter(stage=Stage.WAITING, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")


class Leaving(models.Model):
    """One thing on its way to one recipient."""

    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)
    recipient = models.CharField(max_length=320)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    first_attempt_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, help_text="What the other side said last.")

    get_stage_display: Callable[[], str]

    class Meta:
        abstract = True

    def claim(self, worker: str) -> bool:
        """Takes it for this worker by one conditional update; False if another was quicker."""
        now = timezone.now()
        same = models.Q(stage=self.stage, claimed_by=self.claimed_by, attempts=self.attempts)
        taken = this_row(self).filter(same).update(
            stage=Stage.CLAIMED, claimed_at=now, claimed_by=worker, attempts=self.attempts + 1,
            first_attempt_at=self.first_attempt_at or now,
        )  # fmt: skip
        if taken:
            self.refresh_from_db()
            self.moved()
        return bool(taken)

    def begin_speaking(self) -> None:
        """Committed just before the words. Raises LostClaim if the claim is no longer ours."""
        mine = this_row(self).filter(stage=Stage.CLAIMED, claimed_by=self.claimed_by, attempts=self.attempts)
        if not mine.update(stage=Stage.SPEAKING):
            raise LostClaim
        self.stage = Stage.SPEAKING

    def settle_by(self, speak: Callable[[], Handover]) -> None:
        """Lets the adapter speak and notes the outcome, whatever it is. Raises LostClaim."""
        try:
            self.accepted(speak())
        except Refused as no:
            self._take_no(no)
        except NoAnswer as silence:
            self.perhaps(str(silence))
        except (LostClaim, DatabaseError):
            raise
        except Exception as problem:  # a fault of ours must not leave it claimed for ever
            log.exception("leaving.failed", extra={"id": self.pk})
            reason = f"{type(problem).__name__}: {problem}"
            self.perhaps(reason) if self.stage == Stage.SPEAKING else self.try_later(reason)

    def give_up_claim(self) -> None:
        """The worker that claimed it is gone and had said nothing: it is due again."""
        self._move(stage=Stage.WAITING, claimed_by="", next_attempt_at=timezone.now())

    def accepted(self, handover: Handover) -> None:
        """The other side took it."""
        self._settle(Stage.ACCEPTED, handover.answer)

    def refused(self, reason: str) -> None:
        """The other side said no for good."""
        self._settle(Stage.REFUSED, reason)

    def perhaps(self, reason: str) -> None:
        """It was said and no answer came: never tried again by itself."""
        self._settle(Stage.PERHAPS, reason)

    def hold(self, reason: str) -> None:
        """It must not leave as things are; a person decides."""
        self._settle(Stage.HELD, reason)

    def try_later(self, reason: str) -> None:
        """Backs off; after a day of trying it counts as refused."""
        now = timezone.now()
        if now - (self.first_attempt_at or now) >= GIVE_UP_AFTER:
            self.refused(reason)
            return
        pause = BACK_OFF[min(self.attempts, len(BACK_OFF)) - 1] if self.attempts else BACK_OFF[0]
        self._move(stage=Stage.WAITING, answer=reason, next_attempt_at=now + pause, claimed_by="")

    def _take_no(self, no: Refused) -> None:
        """What it says of the address is noted with it: both or neither."""
        if not no.permanent:
            self.try_later(no.reason)
            return
        with transaction.atomic():
            self.refused(no.reason)
            if no.of_the_recipient:
                note_no(self.recipient, *no.of_the_recipient)

    def _settle(self, stage: Stage, answer: str) -> None:
        self._move(stage=stage, answer=answer, settled_at=timezone.now())

    def _move(self, **changed: object) -> None:
        held = this_row(self).filter(claimed_by=self.claimed_by, attempts=self.attempts)
        if not held.filter(stage__in=(Stage.CLAIMED, Stage.SPEAKING)).update(**changed):
            raise LostClaim
        for name, value in changed.items():
            setattr(self, name, value)
        self.moved()

    def moved(self) -> None:
        """How far it is has changed; whoever looks at it may hear."""


class LostClaim(Exception):
    """Another worker has it now; say nothing."""
