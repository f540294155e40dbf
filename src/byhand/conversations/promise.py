"""A promise: something one side said it would do, by when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.listing import Urgency
from byhand.conversations.message import Message
from byhand.conversations.settling import LONGEST, Settling
from byhand.team.kept import Given
from byhand.team.typed import objects_of
from byhand.team.user import User

KIND = Event.Kind


class PromiseQuerySet(models.QuerySet["Promise"]):
    @transaction.atomic
    def make(
        self, conversation: Conversation, text: str, *, due_on: date | None, by: User, side: str = "ours",
        message: Message | None = None,
    ) -> Promise:  # fmt: skip
        """Notes what was promised, and by when; `by` is who promised it of us, or who noted theirs.

        Due ones of ours put their conversation first.
        """
        promise = self.create(
            conversation=conversation,
            text=text.strip()[:LONGEST],
            due_on=due_on,
            by=by,
            side=side,
            message=message,
        )
        kind = KIND.PROMISED if promise.is_ours() else KIND.THEY_PROMISED
        Event.objects.create(conversation=conversation, kind=kind, by=by, words=promise.text)
        settle_urgency(conversation.pk)
        return promise

    def open(self) -> PromiseQuerySet:
        """Neither kept nor broken."""
        return self.filter(kept_at__isnull=True, broken_at__isnull=True)

    def ours(self) -> PromiseQuerySet:
        return self.filter(side=Promise.Side.OURS)

    def due(self, today: date | Given) -> PromiseQuerySet:
        return self.open().filter(due_on__lte=today)

    def soonest_first(self) -> PromiseQuerySet:
        """Those without a day last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def unsay(self, message: Message) -> None:
        """The words were taken back before they left: what they promised was not, what they kept is open again."""
        message.proposals.all().delete()
        self.open().filter(message=message).delete()
        self.filter(kept_in=message).update(kept_at=None, kept_by=None, kept_in=None)
        self.settle(message.conversation_id)

    def settle(self, *conversations: int) -> None:
        """After promises came or went by other ways: whether these are urgent for their sake."""
        for one in conversations:
            settle_urgency(one)


class Promise(Settling):
    """What was promised to them, or by them. `message` is what said it, if one did; `due_on` empty: on no day."""

    class Side(models.TextChoices):
        OURS = "ours", _("we promised")
        THEIRS = "theirs", _("they promised")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="promises")
    conversation_id: int
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="promises")
    message_id: int | None
    side = models.CharField(max_length=6, choices=Side, default=Side.OURS)
    text = models.CharField(max_length=LONGEST)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True, help_text="The moment, where one was agreed; on that day.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="promises")
    by_id: int
    made_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(PromiseQuerySet)

    # A parent with a Meta that says no more than "abstract"; naming it says nothing.
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on"], name="promise_due"),
            models.Index(
                fields=["by", "due_on"],
                name="promise_still_open",
                condition=Q(kept_at__isnull=True, broken_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(broken_at__isnull=True), name="promise_kept_or_broken"
            ),
            models.CheckConstraint(
                condition=Q(broken_at__isnull=True) | Q(broken_by__isnull=False),
                name="promise_broken_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def is_ours(self) -> bool:
        return self.side == Promise.Side.OURS

    def is_due(self) -> bool:
        return self.is_open() and self.due_on is not None and self.due_on <= timezone.localdate()


def settle_urgency(conversation: int) -> None:
    """A due promise of ours puts its conversation first; the last one kept puts it back in line."""
    due = Promise.objects.due(timezone.localdate()).ours().filter(conversation=conversation)
    row = Conversation.objects.filter(pk=conversation, urgency__gte=Urgency.PROMISE_DUE)
    row.update(urgency=Urgency.PROMISE_DUE if due.exists() else Urgency.ORDINARY)
