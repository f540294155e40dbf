"""Going on by mail: what a colleague said to a visitor who has left, in a letter to the address they gave.

These are the words a colleague released, sealed as they stand in the dispatch, to the same person; nothing is written
here. Several lines said while nobody was there make one letter. Each line goes once: it is claimed by its own row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from byhand.channels.chat.line import Line
from byhand.channels.chat.settings import KIND, settings_of
from byhand.channels.chat.visitor import Visitor
from byhand.channels.envelope import Outgoing, Recipient
from byhand.channels.inbox import Inbox
from byhand.gate import message_ids
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import Leaving, LeavingQuerySet, Stage
from byhand.team.typed import objects_of

# Whoever has the page open may still look; who has closed it gets all that was said in one letter.
UNSEEN_FOR = timedelta(minutes=2)
SETTLED_FOR = timedelta(seconds=30)
PER_RUN = 200

ClaimedFor = Callable[["GoingOn"], None]


class GoingOn(Leaving):
    """One letter to one visitor, with some lines of their stream, through a mail inbox."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="letters")
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    carried: models.QuerySet[Carried]

    objects = objects_of(LeavingQuerySet["GoingOn"])

    class Meta(Leaving.Meta):
        verbose_name_plural = "going on"
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="going_on_stage_is_known")
        ]
        indexes = [models.Index(fields=["stage", "next_attempt_at"], name="going_on_due")]

    def __str__(self) -> str:
        return f"letter {self.pk} to {self.visitor_id}"

    def dispatches(self) -> list[Dispatch]:
        """Whose words it carries, in the order in which they were said."""
        rows = Dispatch.objects.filter(carried__by=self).select_related("inbox", "author")
        return list(rows.order_by("released_at", "pk"))

    visitor_id: int


class Carried(models.Model):
    """A colleague's words go in that letter and in no other."""

    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, related_name="carried")
    by = models.ForeignKey(GoingOn, on_delete=models.CASCADE, related_name="carried")

    class Meta:
        verbose_name_plural = "carried"

    def __str__(self) -> str:
        return f"{self.dispatch_id} in {self.by_id}"

    dispatch_id: int
    by_id: int


def due_lines(now: datetime) -> dict[Visitor, list[Line]]:
    """What was said to whoever has left, or did not look for two minutes, and gave an address; by visitor."""
    waiting = (
        Line.objects.unseen_of_ours().filter(by_mail=False, at__lt=now - SETTLED_FOR).exclude(message_id="")
    )
    mail = models.Q(visitor__email="", visitor__vouched_email="")
    gone = models.Q(at__lt=now - UNSEEN_FOR) | ~models.Q(visitor__in=Visitor.objects.here())
    carried = Carried.objects.filter(dispatch__message_id=models.OuterRef("message_id"))
    rows = waiting.exclude(mail).filter(gone).exclude(models.Exists(carried))
    found: defaultdict[Visitor, list[Line]] = defaultdict(list)
    for line in rows.select_related("visitor__inbox").order_by("visitor", "number")[:PER_RUN]:
        found[line.visitor].append(line)
    return found


def go_on(visitor: Visitor, lines: Sequence[Line], claimed: ClaimedFor) -> bool:
    """Makes the letter; False if it cannot go, or another node was quicker. `claimed` runs in its transaction."""
    inbox = _mail_inbox(visitor)
    if inbox is None:
        return False
    dispatches = Dispatch.objects.filter(
        message_id__in=[line.message_id for line in lines], carried__isnull=True
    )
    with transaction.atomic():
        Visitor.objects.select_for_update().get(pk=visitor.pk)
        free = list(dispatches.exclude(deliveries__stage=Stage.RECALLED))
        if not free:
            return False
        letter = GoingOn.objects.create(visitor=visitor, inbox=inbox, recipient=visitor.reached_by_mail_at())
        Carried.objects.bulk_create(Carried(dispatch=one, by=letter) for one in free)
        now = timezone.now()
        Visitor.objects.filter(pk=visitor.pk, mailed_at__isnull=True).update(mailed_at=now)
        claimed(letter)
    return True


def outgoing_of(letter: GoingOn) -> Outgoing:
    """The words as a letter. It has the id of the newest of them, so that an answer comes back to where they stand."""
    said = letter.dispatches()
    newest = said[-1]
    envelope = newest.envelope()
    files = {file.sha256: file for one in said for file in one.envelope().files}
    whole = replace(
        envelope, inbox=letter.inbox, to=(Recipient(letter.recipient, letter.visitor.name),), cc=(), bcc=(),
        subject=newest.subject, body=_body(said), files=tuple(files.values()),
        references=tuple(one.message_id for one in said[:-1]), in_reply_to="", forwarded="",
    )  # fmt: skip
    return Outgoing(
        whole, author=newest.author_name, message_id=newest.message_id, written_at=newest.released_at,
        marker=message_ids.marker_of(newest.message_id), signature=letter.inbox.signature,
    )  # fmt: skip


def _body(said: Sequence[Dispatch]) -> str:
    """Each colleague's words under their name, where there are several."""
    if len({one.author_id for one in said}) == 1:
        return "\n\n".join(one.envelope().words() for one in said)
    return "\n\n".join(f"{one.author_name}:\n{one.envelope().words()}" for one in said)


def _mail_inbox(visitor: Visitor) -> Inbox | None:
    """The one the chat's settings name, if it still is at work."""
    if visitor.inbox.kind != KIND:
        return None
    wanted = settings_of(visitor.inbox).goes_on_by
    return Inbox.objects.at_work().filter(pk=wanted).exclude(kind=KIND).exclude(address="").first()
