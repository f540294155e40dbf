"""Snoozing: put off until a moment; it comes back then, or earlier when they write."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from byhand.conversations.event import Event
from byhand.conversations.listing import Urgency
from byhand.team.typed import this_row
from byhand.team.user import User


class Snoozing(models.Model):
    """Until when it is put off, and by whom."""

    snoozed_until = models.DateTimeField(null=True, blank=True)
    snoozed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def snooze(self, *, until: datetime, by: User) -> bool:
        """Puts it off; False for what is done, or tells us off. Raises ValueError for a moment that is past."""
        if until <= timezone.now():
            raise ValueError("That moment is past.")
        may_wait = this_row(self).filter(closed_at__isnull=True).exclude(urgency=Urgency.TOLD_US_OFF)
        changed = may_wait.update(snoozed_until=until, snoozed_by=by)
        if changed:
            Event.objects.create(
                conversation_id=self.pk, kind=Event.Kind.SNOOZED, by=by, words=until.isoformat()
            )
        return bool(changed)

    @transaction.atomic
    def unsnooze(self, *, by: User) -> bool:
        """A colleague wants it back before its moment; it stands where it stood."""
        later = this_row(self).filter(snoozed_until__isnull=False)
        changed = later.update(snoozed_until=None, snoozed_by=None)
        if changed:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.WOKE, by=by)
        return bool(changed)

    @transaction.atomic
    def wake(self) -> bool:
        """Its moment has come: it waits for us, from now if nobody waited before."""
        now = timezone.now()
        due = this_row(self).filter(snoozed_until__lte=now)
        changed = due.update(
            snoozed_until=None, snoozed_by=None,
            waiting_since=Coalesce("waiting_since", models.Value(now)),
        )  # fmt: skip
        if changed:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.WOKE)
        return bool(changed)
