"""Assigning: whose turn it is to answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.conversations.event import Event
from byhand.conversations.telling import Telling
from byhand.team.typed import this_row
from byhand.team.user import User

LONGEST_WORD = 300


class Assigning(models.Model):
    """Who has it, since when."""

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="has"
    )
    assigned_to_id: int | None
    assigned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def assign(self, *, to: User | None, by: User, word: str = "") -> bool:
        """Hands it to a colleague, or to nobody; False if they had it already, or are a guest, who cannot answer.

        A word that goes with it stands with the event, even if somebody else was quicker to hand it over.
        """
        if to is not None and to.is_guest:
            return False
        others = this_row(self).exclude(assigned_to=to)
        if to is None:
            others = this_row(self).filter(assigned_to__isnull=False)
        changed = others.update(assigned_to=to, assigned_at=timezone.now() if to else None)
        word = " ".join(word.split())[:LONGEST_WORD]
        if changed or word:
            Event.objects.create(conversation_id=self.pk, kind=Event.Kind.ASSIGNED, by=by, to=to, words=word)
        if changed and to is not None and to != by:
            Telling.objects.handed_over(self.pk, to=to)
        return bool(changed)
