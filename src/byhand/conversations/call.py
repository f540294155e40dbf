"""A call: somebody wants to speak with us, by their browser or a telephone.

It stands in a conversation and is a line of its own there. Each step is a conditional update, so that two who act at
once both learn the truth, and a power cut leaves either the step before or the step after. How long people talked is
worked out nowhere (law 6).
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.conversations.listing_calls import call_came, call_changed, locked_row
from byhand.gate.room import Room
from byhand.gate.touch import Life
from byhand.people.address import Address
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.phone.word import WordQuerySet
    from byhand.conversations.recording import RecordingQuerySet
    from byhand.conversations.ringing import RingQuerySet
    from byhand.conversations.signal import SignalQuerySet


def public_id() -> str:
    """What stands in an address: not guessable."""
    return secrets.token_urlsafe(12)


class CallQuerySet(models.QuerySet["Call"]):
    @transaction.atomic
    def begin(
        self, conversation: Conversation, *, kind: str, address: Address | None = None, name: str = "", reach: str = "",
        remote_id: str = "",
    ) -> Call:  # fmt: skip
        """Somebody calls; nobody is rung yet (`ringing.begin_ringing`). The same `remote_id` is the same call.

        Whoever calls has spoken: their budget is whole again.
        """
        known = remote_id and self.filter(inbox=conversation.inbox, remote_id=remote_id).first()
        if known:
            return known
        call = self.create(
            conversation=conversation, inbox=conversation.inbox, kind=kind, address=address,
            name=" ".join(name.split())[:200], reach=reach.strip()[:320], remote_id=remote_id,
        )  # fmt: skip
        call_came(call)
        if address:
            Room.objects.alive(
                {address.pk: address.person_id}, {address.pk: call.begun_at}, kind=Life.Kind.WORD
            )
        return call

    def visible_to(self, seen: ConversationQuerySet) -> CallQuerySet:
        """Those in conversations the colleague may see."""
        return self.filter(conversation__in=seen)

    def going_on(self) -> CallQuerySet:
        return self.filter(ended_at__isnull=True)

    def ringing(self) -> CallQuerySet:
        return self.going_on().filter(taken_at__isnull=True)

    def talking(self) -> CallQuerySet:
        return self.going_on().filter(taken_at__isnull=False)

    def unanswered(self) -> CallQuerySet:
        """They called, and nobody of us spoke with them in it."""
        return self.filter(taken_at__isnull=True, called_by__isnull=True)


class Call(models.Model):
    """Who calls where, who took it, what became of it. Without an outcome it is still going on."""

    class Kind(models.TextChoices):
        BROWSER = "browser", _("in the browser")
        PHONE = "phone", _("by telephone")

    class Outcome(models.TextChoices):
        TALKED = "talked", _("we talked")
        MISSED = "missed", _("nobody took it")
        WORD = "word", _("left a word")
        BACK = "back", _("asked to be called back")

    public_id = models.CharField(max_length=20, unique=True, default=public_id)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="calls")
    conversation_id: int
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+")
    inbox_id: int
    kind = models.CharField(max_length=8, choices=Kind)
    address = models.ForeignKey(Address, null=True, on_delete=models.SET_NULL, related_name="calls")
    address_id: int | None
    name = models.CharField(
        max_length=200, blank=True, help_text="As they called themselves; nobody checked it."
    )
    reach = models.CharField(
        max_length=320,
        blank=True,
        help_text="A number (E.164) or e-mail address they gave; nobody checked it.",
    )
    remote_id = models.CharField(max_length=80, blank=True, help_text="What a telephone exchange calls it.")
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="The colleague who called them; empty where they called us.",
    )  # fmt: skip
    called_by_id: int | None
    begun_at = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(default=timezone.now, help_text="When its page last gave a sign of life.")
    widens_at = models.DateTimeField(
        null=True, help_text="When everyone is rung, if one colleague is rung first."
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_by_id: int | None
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    urgency_before = models.SmallIntegerField(
        null=True, help_text="How pressing its conversation was without it."
    )

    recordings: RecordingQuerySet
    rings: RingQuerySet
    words_at_exchange: WordQuerySet
    signals: SignalQuerySet

    objects = objects_of(CallQuerySet)

    class Meta:
        ordering = ["begun_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inbox", "remote_id"], name="call_once_an_exchange", condition=~Q(remote_id="")
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="") | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="call_ended_somehow",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="call_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="talked") | Q(taken_at__isnull=False), name="call_talked_was_taken"
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "begun_at"], name="call_in_thread"),
            models.Index(fields=["begun_at"], name="call_going_on", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.begun_at:%Y-%m-%d %H:%M}"

    def is_ringing(self) -> bool:
        return self.taken_at is None and self.ended_at is None

    def is_talking(self) -> bool:
        return self.taken_at is not None and self.ended_at is None

    def who(self) -> str:
        """The name we know them by, else as they called themselves, else nothing."""
        person = self.conversation.person
        return (person.name if person else "") or self.name

    @transaction.atomic
    def take(self, *, by: User) -> bool:
        """This colleague talks with them now; False if somebody was quicker, or it is over."""
        if by.is_guest:
            return False
        free = this_row(self).filter(taken_at__isnull=True, ended_at__isnull=True)
        return self._became(free, taken_at=timezone.now(), taken_by=by, heard_at=timezone.now())

    @transaction.atomic
    def end(self, *, at: datetime | None = None) -> bool:
        """Somebody hung up, or the line is gone: we talked, or they were missed. False if it was over already."""
        at = at or timezone.now()
        talking = this_row(self).filter(ended_at__isnull=True, taken_at__isnull=False)
        ringing = this_row(self).filter(ended_at__isnull=True, taken_at__isnull=True)
        return self._became(talking, ended_at=at, outcome=Call.Outcome.TALKED) or self._became(
            ringing, ended_at=at, outcome=Call.Outcome.MISSED
        )

    def left_a_word(self) -> bool:
        return self._instead(Call.Outcome.WORD)

    def asked_back(self) -> bool:
        return self._instead(Call.Outcome.BACK)

    def is_alive(self) -> None:
        """A page or line of it gave a sign of life."""
        this_row(self).filter(ended_at__isnull=True).update(heard_at=timezone.now())

    @transaction.atomic
    def _instead(self, outcome: Outcome) -> bool:
        """What whoever was not answered did instead; asking to be called back is the last word of it."""
        untaken = this_row(self).filter(taken_at__isnull=True).exclude(outcome=Call.Outcome.BACK)
        return self._became(untaken, ended_at=self.ended_at or timezone.now(), outcome=outcome)

    def _became(self, rows: models.QuerySet[Call], **fields: object) -> bool:
        row = locked_row(self)  # before the claim: every verb takes conversations first
        if not rows.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        if self.ended_at is not None:
            self.signals.all().delete()  # they name network addresses, and nobody needs them any more
        call_changed(self, row)
        return True


# A browser beats every few seconds; a telephone exchange tells when it hangs up, and may forget to.
SILENT_WHILE_RINGING = timedelta(seconds=25)
SILENT_WHILE_TALKING = timedelta(minutes=2)
LONGEST_TELEPHONE_CALL = timedelta(hours=6)
