"""A promise: something one side said it would do, by when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.listing import Urgency
from byhand.team.typed import objects_of
from byhand.team.user import User


class PromiseQuerySet(models.QuerySet["Promise"]):
    @transaction.atomic
    def make(self, conversation: Conversation, text: str, *, due_on: date, by: User) -> Promise:
        """A colleague notes what we promised, and by when. Due ones put their conversation first."""
        promise = self.create(conversation=conversation, text=text.strip()[:300], due_on=due_on, by=by)
        Event.objects.create(conversation=conversation, kind=Event.Kind.PROMISED, by=by, words=promise.text)
        settle_urgency(conversation.pk)
        return promise

    def open(self) -> PromiseQuerySet:
        return self.filter(kept_at__isnull=True)

    def due(self, today: date) -> PromiseQuerySet:
        return self.open().filter(due_on__lte=today)


class Promise(models.Model):
    """What was promised to them, or by them; kept or still open."""

    class Side(models.TextChoices):
        OURS = "ours", _("we promised")
        THEIRS = "theirs", _("they promised")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="promises")
    conversation_id: int
    side = models.CharField(max_length=6, choices=Side, default=Side.OURS)
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="promises")
    by_id: int
    made_at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(PromiseQuerySet)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], name="promise_due")]

    def __str__(self) -> str:
        return self.text

    def is_kept(self) -> bool:
        return self.kept_at is not None

    def is_due(self) -> bool:
        return self.kept_at is None and self.due_on <= timezone.localdate()

    @transaction.atomic
    def keep(self, *, by: User) -> bool:
        """Done as promised; False if that was said already."""
        kept = Promise.objects.open().filter(pk=self.pk).update(kept_at=timezone.now(), kept_by=by)
        if kept:
            Event.objects.create(conversation=self.conversation, kind=Event.Kind.KEPT, by=by, words=self.text)
            settle_urgency(self.conversation_id)
        return bool(kept)


def settle_urgency(conversation: int) -> None:
    """A due promise of ours puts its conversation first; the last one kept puts it back in line."""
    due = Promise.objects.due(timezone.localdate()).filter(conversation=conversation, side=Promise.Side.OURS)
    row = Conversation.objects.filter(pk=conversation, urgency__gte=Urgency.PROMISE_DUE)
    row.update(urgency=Urgency.PROMISE_DUE if due.exists() else Urgency.ORDINARY)
