"""Privacy: a conversation that only those named on it and whoever has it may see.

It only ever narrows: who does not belong to one of its inboxes does not see it, named or not. Owners see how many there
are, under the inbox, and read none they are not named on.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.conversations.between.telling_anew import tell_anew_in
from byhand.conversations.confidant import Confidant
from byhand.conversations.event import Event
from byhand.conversations.listing import Urgency
from byhand.team.typed import this_row
from byhand.team.user import User


def open_to(user: int) -> Q:
    """Conversations that are not private, or not to this colleague."""
    named = Confidant.objects.filter(conversation=OuterRef("pk"), colleague=user)
    return Q(private_at__isnull=True) | Q(assigned_to=user) | Q(Exists(named))


class Privacy(models.Model):
    """Since when it is private, and who said so."""

    private_at = models.DateTimeField(null=True, blank=True)
    private_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    confidants: models.QuerySet[Confidant]
    seen_in_inboxes: models.QuerySet[Any]

    class Meta:
        abstract = True

    def is_private(self) -> bool:
        return self.private_at is not None

    @transaction.atomic
    def make_private(self, *, among: Collection[User], by: User) -> bool:
        """These, `by` and whoever has it see it from now on, nobody else; said again, the names are replaced.

        False if that is so already, or if they told us off: everybody sees that until it is answered.
        """
        if this_row(self).filter(urgency=Urgency.TOLD_US_OFF).exists():
            return False
        # Before the row: whoever reads their sight from now on asks every conversation whether it is private.
        now, holding = timezone.now(), Inbox.objects.filter(pk__in=self.seen_in_inboxes.values("inbox"))
        holding.filter(holds_private_since__isnull=True).update(holds_private_since=now)
        became = this_row(self).filter(private_at__isnull=True).update(private_at=now, private_by=by)
        changed = self._name({one.pk: one for one in (*among, by)}, by)
        if became:
            tell_anew_in([self.pk])
        if became or changed:
            self._tell(Event.Kind.PRIVATE, by, [*among, by])
        return bool(became) or changed

    @transaction.atomic
    def open_up(self, *, by: User) -> bool:
        """Its whole inbox sees it again; False if it did already."""
        private = this_row(self).filter(private_at__isnull=False)
        opened = private.update(private_at=None, private_by=None)
        if opened:
            self.confidants.all().delete()
            tell_anew_in([self.pk])
            self._tell(Event.Kind.OPENED, by, [])
        return bool(opened)

    def _name(self, named: dict[int, User], by: User) -> bool:
        dropped, _rows = self.confidants.exclude(colleague__in=named).delete()
        here = set(self.confidants.values_list("colleague", flat=True))
        new = [
            Confidant(conversation_id=self.pk, colleague=one, by=by)
            for one in named.values() if one.pk not in here
        ]  # fmt: skip
        Confidant.objects.bulk_create(new, ignore_conflicts=True)
        return bool(dropped or new)

    def _tell(self, kind: Event.Kind, by: User, named: Collection[User]) -> None:
        words = ", ".join(sorted({one.name for one in named}))
        Event.objects.create(conversation_id=self.pk, kind=kind, by=by, words=words)
