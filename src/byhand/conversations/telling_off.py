"""Telling off: words by which somebody tells us that we did badly. They go before everything and cannot be filtered.

While nobody has answered them they cannot be put off, folded away, made private, merged, split or done in a handful,
by no rule and by nobody; the database holds it, too (`not_filtered`). Answering ends it, or a colleague who opens it
and calls it done.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models import Q

from byhand.conversations.event import Event
from byhand.conversations.listing import Urgency
from byhand.team.told_off import who_is_told_off
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation

UNANSWERED = Q(urgency=Urgency.TOLD_US_OFF)


class TellingOff(models.Model):
    """When they last told us off. It stays when it is answered; `urgency` says whether it is."""

    told_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def tells_us_off(self) -> bool:
        """Whether that is still unanswered."""
        return cast("Conversation", self).urgency == Urgency.TOLD_US_OFF

    def tell_off(self, at: datetime) -> Event:
        """They tell us off: it waits for us before everything, whatever was done to it, and is somebody's.

        Changes the instance alone and gives what happened; whoever calls writes both.
        """
        one = cast("Conversation", self)
        one.told_off_at, one.urgency = at, Urgency.TOLD_US_OFF
        one.waiting_since = one.waiting_since or at
        one.folded_at, one.folded_by, one.folded_because = None, None, ""
        one.snoozed_until = one.snoozed_by = one.closed_at = one.closed_by = None
        one.private_at = one.private_by = None
        if not _is_theirs(one):
            one.assigned_to, one.assigned_at = who_is_told_off(), at
        return Event(conversation=one, kind=Event.Kind.TOLD_OFF, to=one.assigned_to, at=at)

    def told_off_now(self, at: datetime) -> None:
        """The same for a conversation that stands: a caller pressed the star, a visitor said so. Written at once."""
        one = cast("Conversation", self)
        event = one.tell_off(at)
        one.save(update_fields=[*TOLD, "waiting_since", "urgency"])
        event.save()


TOLD = (
    "told_off_at", "folded_at", "folded_by", "folded_because", "snoozed_until", "snoozed_by", "closed_at", "closed_by",
    "private_at", "private_by", "assigned_to", "assigned_at",
)  # fmt: skip


def not_filtered() -> models.CheckConstraint:
    """What the database itself refuses while somebody waits who told us off."""
    in_sight = Q(
        folded_at__isnull=True, snoozed_until__isnull=True, private_at__isnull=True, merged_into__isnull=True
    )
    return models.CheckConstraint(condition=~UNANSWERED | in_sight, name="told_off_is_not_filtered")


def _is_theirs(one: Conversation) -> bool:
    """Whether a colleague who may answer has it already."""
    if not one.assigned_to_id:
        return False
    return User.objects.answering().filter(pk=one.assigned_to_id).exists()
