"""Folding: what is not for us is put out of sight, counted, searchable, and one key brings it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.conversations.event import Event
from byhand.conversations.listing import Urgency
from byhand.team.typed import this_row
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation


class Folding(models.Model):
    """When, why and by whom it was called not for us (nobody: the server or its headers said so)."""

    folded_at = models.DateTimeField(null=True, blank=True)
    folded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    folded_by_id: int | None
    folded_because = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def fold(self, *, because: str, by: User) -> bool:
        """Not for us. Whoever told us off is for us."""
        changed = (
            this_row(self)
            .filter(folded_at__isnull=True)
            .exclude(urgency=Urgency.TOLD_US_OFF)
            .update(folded_at=timezone.now(), folded_by=by, folded_because=because[:200])
        )
        if changed:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.FOLDED, by=by, words=because)
        return bool(changed)

    @transaction.atomic
    def unfold(self, *, by: User | None) -> bool:
        """It was for us. Nobody: a person said so in another program."""
        folded = this_row(self).filter(folded_at__isnull=False)
        changed = folded.update(folded_at=None, folded_by=None, folded_because="", **self._unanswered())
        if changed:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.UNFOLDED, by=by)
        return bool(changed)

    def _unanswered(self) -> dict[str, datetime]:
        """What was folded as spam waited for nobody; brought back, they wait since their first unanswered word."""
        one = cast("Conversation", self)
        theirs = one.messages.filter(origin="came", automatic="").order_by("said_at")
        if one.we_spoke_at:
            theirs = theirs.filter(said_at__gt=one.we_spoke_at)
        said = list(theirs.values_list("said_at", flat=True))
        return {"waiting_since": said[0], "they_spoke_at": said[-1]} if said else {}
