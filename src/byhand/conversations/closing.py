"""Closing: a colleague says that a matter is done, or not."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.conversations.event import Event
from byhand.team.typed import this_row
from byhand.team.user import User


class Closing(models.Model):
    """When and by whom it was called done."""

    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    closed_by_id: int | None

    class Meta:
        abstract = True

    def is_closed(self) -> bool:
        return self.closed_at is not None

    @transaction.atomic
    def close(self, *, by: User) -> bool:
        """Done; False if it was already."""
        changed = (
            this_row(self)
            .filter(closed_at__isnull=True)
            .update(
                closed_at=timezone.now(),
                closed_by=by,
                waiting_since=None,
                snoozed_until=None,
                snoozed_by=None,
            )
        )
        if changed:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.CLOSED, by=by)
        return bool(changed)

    @transaction.atomic
    def undo_close(self, *, by: User) -> bool:
        """They called it done by a slip; whoever waited before waits, and nobody else."""
        changed = this_row(self).filter(closed_at__isnull=False).update(closed_at=None, closed_by=None)
        if changed:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.REOPENED, by=by)
        return bool(changed)

    @transaction.atomic
    def reopen(self, *, by: User) -> bool:
        """Not done after all: it waits for us again, from now."""
        changed = (
            this_row(self)
            .filter(closed_at__isnull=False, merged_into__isnull=True)
            .update(closed_at=None, closed_by=None, waiting_since=timezone.now())
        )
        if changed:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.REOPENED, by=by)
        return bool(changed)
