"""A message: one thing said in a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.channels.arrival import Arrival
from byhand.channels.inbox import Inbox
from byhand.conversations.conversation import Conversation
from byhand.conversations.knowing import among
from byhand.conversations.told import ToldQuerySet
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import Stage
from byhand.people.address import Address
from byhand.team.typed import objects_of
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.attachment import AttachmentQuerySet
    from byhand.conversations.promise import PromiseQuerySet
    from byhand.conversations.proposal import ProposalQuerySet


# What a thread shows of a message: Django is slow with columns, and a message has many.
SHOWN = (
    "conversation", "origin", "arrival", "dispatch", "writer", "writer_name", "colleague", "to", "cc", "said_at",
    "subject", "text", "new_text", "html", "is_rich", "automatic", "sender", "problems", "invitation",
)  # fmt: skip


class MessageQuerySet(ToldQuerySet["Message"]):
    def visible_to(self, user: User) -> MessageQuerySet:
        return self.filter(among(Conversation.objects.visible_to(user)))

    def standing(self) -> MessageQuerySet:
        """Without what its author took back before it left: nobody else ever had it."""
        return self.exclude(dispatch__deliveries__stage=Stage.RECALLED)

    def for_thread(self) -> MessageQuerySet:
        """With what the thread shows of them and of their writers, oldest first."""
        return (
            self.select_related("writer__person")
            .only(
                *SHOWN,
                "writer__value",
                "writer__kind",
                "writer__person__name",
                "writer__person__shows_pictures_since",
            )
            .order_by("said_at", "pk")
        )


class Message(models.Model):
    """Words that came or went, with where they came from. Exactly one row per Message-ID in the house."""

    class Origin(models.TextChoices):
        CAME = "came", _("came in")
        SENT = "sent", _("sent through the gate")
        OUTSIDE = "outside", _("sent outside Byhand")

    class Automatic(models.TextChoices):
        REPLIED = "auto-replied", _("automatic answer")
        GENERATED = "auto-generated", _("automatic mail")
        BULK = "bulk", _("mail to many")
        BOUNCE = "bounce", _("mail that came back")

    class Sender(models.TextChoices):
        VERIFIED = "verified", _("sender verified")
        UNVERIFIED = "unverified", _("sender not verified")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    conversation_id: int
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+")
    inbox_id: int
    origin = models.CharField(max_length=8, choices=Origin)
    arrival = models.OneToOneField(Arrival, null=True, on_delete=models.PROTECT, related_name="message")
    dispatch = models.OneToOneField(Dispatch, null=True, on_delete=models.PROTECT, related_name="message")
    dispatch_id: int | None
    message_id = models.TextField(unique=True)
    in_reply_to = models.TextField(blank=True)
    references = models.JSONField(default=list, blank=True)
    writer = models.ForeignKey(Address, null=True, on_delete=models.SET_NULL, related_name="messages")
    writer_id: int | None
    writer_name = models.CharField(max_length=200, blank=True)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    colleague_id: int | None
    to = models.JSONField(default=list, blank=True)
    cc = models.JSONField(default=list, blank=True)
    said_at = models.DateTimeField()
    stored_at = models.DateTimeField(default=timezone.now)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    html = models.TextField(blank=True, help_text="Sanitised; empty if there was none.")
    is_rich = models.BooleanField(default=False)
    automatic = models.CharField(max_length=16, blank=True, choices=Automatic)
    sender = models.CharField(max_length=12, choices=Sender, blank=True)
    problems = models.JSONField(default=list, blank=True)
    invitation = models.JSONField(null=True, blank=True)
    forwards = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    attachments: AttachmentQuerySet
    promises: PromiseQuerySet
    proposals: ProposalQuerySet

    objects = objects_of(MessageQuerySet)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(origin="sent")
                | models.Q(dispatch__isnull=False, colleague__isnull=False),
                name="message_sent_has_a_dispatch",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "said_at", "id"], name="message_thread"),
            models.Index(
                fields=["forwards"], name="message_forwards", condition=models.Q(forwards__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    def is_ours(self) -> bool:
        """Said by one of us."""
        return self.origin != Message.Origin.CAME

    def is_from_a_machine(self) -> bool:
        """Parked as a thin grey line: nobody said it."""
        return self.automatic in (Message.Automatic.GENERATED, Message.Automatic.BOUNCE)

    def has_fold(self) -> bool:
        """Whether something (a quote, a signature) is folded away."""
        return self.text.strip() != self.new_text.strip()

    def counts_as_an_answer(self) -> bool:
        return self.is_ours() and not self.automatic
