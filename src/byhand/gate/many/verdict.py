"""A verdict: of a copy that is perhaps there a colleague says that it did arrive, or that it goes out once more.

Nothing else leads out of “perhaps”, and nothing does by itself: the database asks for such a row (`guards.py`), which
is good for one doubt alone. Rows are only added.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.author import author_behind
from byhand.gate.journal import JournalEntry
from byhand.gate.many.copy import Copy
from byhand.gate.many.reading import guard_reader
from byhand.gate.many.stages import CopyStage, LeftOut
from byhand.gate.many.standing import Standing
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms
from byhand.gate.many.winding_up import reason_to_hold
from byhand.gate.refusals import Refusal
from byhand.gate.room import Room
from byhand.gate.touch import Touch
from byhand.team.signin import SignIn
from byhand.team.typed import objects_of

ARRIVED, AGAIN = "arrived", "again"  # in the journal


class VerdictQuerySet(models.QuerySet["Verdict"]):
    @transaction.atomic
    def did_arrive(self, copy: Copy, *, by: SignIn) -> bool:
        """It counts as taken from now on. False if it is in doubt no more. Raises Refusal and NotSignedIn."""
        found = self._in_doubt(copy, by)
        if found is None:
            return False
        self._say(found, CopyStage.ACCEPTED, by)
        Copy.objects.filter(pk=found.pk).update(stage=CopyStage.ACCEPTED)
        self._enter(ARRIVED, found, CopyStage.ACCEPTED, by)
        return True

    @transaction.atomic
    def send_again(self, copy: Copy, *, by: SignIn) -> bool:
        """It did not arrive and waits for its turn, in which all is asked again. False if in doubt no more.

        Raises Refusal for what stands against it already now, and NotSignedIn.
        """
        found = self._in_doubt(copy, by)
        if found is None:
            return False
        terms = Terms.objects.select_for_update().get(dispatch=found.dispatch_id)
        _take_back(found)
        _ask_once_more(found, terms)
        self._say(found, CopyStage.WAITING, by)
        Copy.objects.filter(pk=found.pk).update(
            stage=CopyStage.WAITING, claimed_by="", settled_at=None, attempts=0, first_attempt_at=None,
            next_attempt_at=timezone.now(),
        )  # fmt: skip
        Terms.objects.filter(pk=terms.pk).update(
            spoken=Greatest(models.F("spoken") - 1, 0), finished_at=None, resting_until=None
        )
        self._enter(AGAIN, found, CopyStage.WAITING, by)
        return True

    def _in_doubt(self, copy: Copy, by: SignIn) -> Copy | None:
        """The row, locked, for whoever may decide about it."""
        guard_reader(copy.dispatch.inbox, author_behind(by))
        locked = Copy.objects.select_for_update(of=("self",)).select_related(
            "dispatch__inbox", "dispatch__author"
        )
        return locked.filter(pk=copy.pk, stage=CopyStage.PERHAPS).first()

    def _say(self, copy: Copy, stage: CopyStage, by: SignIn) -> None:
        self.create(copy=copy, doubted_at=copy.settled_at, stage=stage, by=by.user, sign_in=by.digest)

    def _enter(self, kind: str, copy: Copy, stage: CopyStage, by: SignIn) -> None:
        version = copy.version if stage is CopyStage.ACCEPTED else ""  # as the tally counts what was taken
        moved = {(CopyStage.PERHAPS.value, ""): -1, (stage.value, version): 1}
        Tally.objects.move(copy.dispatch_id, moved)
        JournalEntry.objects.append(kind, {"dispatch": copy.dispatch_id, "copy": copy.pk, "by": by.user.pk})


class Verdict(models.Model):
    """Who said it, about which doubt (the moment at which it came up), and in which stage the copy is since."""

    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="verdicts", db_index=False)
    doubted_at = models.DateTimeField()
    stage = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in (CopyStage.ACCEPTED, CopyStage.WAITING)]
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    sign_in = models.CharField(max_length=64)

    objects = objects_of(VerdictQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy", "doubted_at"], name="verdict_once_a_doubt"),
            models.CheckConstraint(
                condition=models.Q(stage__in=["accepted", "waiting"]) & ~models.Q(sign_in=""),
                name="verdict_says_what_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.copy}"


def _take_back(copy: Copy) -> None:
    """If it did not arrive, nobody was turned to: it does not stand in its own way in the budget."""
    if copy.address is not None:
        Touch.objects.filter(dispatch=copy.dispatch_id, address=copy.address).delete()
        Room.objects.tell_anew({copy.address.person_id})


def _ask_once_more(copy: Copy, terms: Terms) -> None:
    """Everything that is asked before words begin. Raises Refusal."""
    why = _against_the_broadcast(copy, terms)
    if not why:
        left_out = _against_the_reader(copy, terms)
        why = _("They are not written to: %(why)s.") % {"why": LeftOut(left_out).label} if left_out else ""
    if why:
        raise Refusal(why, rule="not_once_more")


def _against_the_broadcast(copy: Copy, terms: Terms) -> str:
    if terms.stopped_at:
        return _("It was stopped: who has not had it will not have it.")
    if terms.latest_at and terms.latest_at <= timezone.now():
        return _("The moment until which it may go was over.")
    return reason_to_hold(copy.dispatch)


def _against_the_reader(copy: Copy, terms: Terms) -> str:
    if copy.address_id is None:
        return LeftOut.GONE
    standing = Standing(terms.pk, None if terms.must_know else terms.topic_id)
    return standing.ask([copy.address_id])[copy.address_id].why
