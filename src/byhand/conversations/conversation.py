"""A conversation: an exchange with one or more people."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.again.hands import Hands, same_answers
from byhand.conversations.assigning import Assigning
from byhand.conversations.beginning import begin
from byhand.conversations.carrying import Carrying, tags_told
from byhand.conversations.closing import Closing
from byhand.conversations.folding import Folding
from byhand.conversations.listing import Listing, heard_from, who_is_unanswered, who_waits, whose_it_is
from byhand.conversations.merging import Merging
from byhand.conversations.privacy import Privacy, open_to
from byhand.conversations.recalling import Recalling
from byhand.conversations.replying import Replying
from byhand.conversations.snoozing import Snoozing
from byhand.conversations.telling_off import TellingOff, not_filtered
from byhand.people.address import Address
from byhand.people.person import Person
from byhand.team.kept import Given
from byhand.team.typed import objects_of
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.drafting import DraftQuerySet
    from byhand.conversations.event import Event
    from byhand.conversations.mention import MentionQuerySet
    from byhand.conversations.message import MessageQuerySet
    from byhand.conversations.move import Move
    from byhand.conversations.note import NoteQuerySet
    from byhand.conversations.promise import PromiseQuerySet


class Place(models.TextChoices):
    """In which list a conversation stands."""

    WAITING = "waiting", _("Waiting for us")
    THEIRS = "theirs", _("For them")
    LATER = "later", _("Later")
    DONE = "done", _("Done")
    NOT_FOR_US = "not-for-us", _("Not for us")


SHOWN_IN_A_ROW = (
    "public_id", "subject", "preview", "last_at", "place", "urgency", "waiting_since", "snoozed_until", "has_files",
    "person", "assigned_to", "private_at", "same_answer_at", "unheard_at",
)  # fmt: skip


class ConversationQuerySet(models.QuerySet["Conversation"]):
    begin = begin

    def visible_to(self, user: User) -> ConversationQuerySet:
        """Those in at least one inbox the colleague may see, if they are not private to others."""
        return self.in_sight(Inbox.objects.sight_of(user))

    def in_sight(self, sight: Sight) -> ConversationQuerySet:
        """The same, for a sight already looked up; asks nothing of each row where nothing is hidden or private."""
        shown = self.filter(open_to(sight.private_to)) if sight.private_to else self.all()
        if not sight.some_are_hidden:
            return shown
        seen = ConversationInbox.objects.filter(conversation=OuterRef("pk"), inbox__in=sight.inboxes)
        return shown.filter(Exists(seen))

    def waiting(self) -> ConversationQuerySet:
        """Waiting for us: who told us off before all, promises due first, then the longest wait."""
        return self.filter(place=Place.WAITING).order_by("urgency", "waiting_since", "pk")

    def longest_wait_first(self) -> ConversationQuerySet:
        """Those who wait first, promises due before the longest wait; then the rest, newest first."""
        return self.order_by("urgency", F("waiting_since").asc(nulls_last=True), "-last_at", "-pk")

    def theirs(self) -> ConversationQuerySet:
        return self.filter(place=Place.THEIRS).order_by("-last_at", "-pk")

    def later(self) -> ConversationQuerySet:
        return self.filter(place=Place.LATER).order_by("snoozed_until", "pk")

    def everything(self) -> ConversationQuerySet:
        """All but what is folded away, newest first."""
        return self.filter(folded_at__isnull=True, merged_into__isnull=True).order_by("-last_at", "-pk")

    def not_for_us(self) -> ConversationQuerySet:
        return self.filter(place=Place.NOT_FOR_US).order_by("-last_at", "-pk")

    def mentioning(self, colleague: int | Given) -> ConversationQuerySet:
        """Those in which a note calls that colleague and they have not read it, newest first."""
        unread = Q(mentions__colleague=colleague, mentions__read_at__isnull=True)
        called = self.model.objects.filter(unread).values("pk")
        return self.filter(pk__in=called).order_by("-last_at", "-pk")

    def for_list(self) -> ConversationQuerySet:
        """With what a row shows and nothing heavier."""
        rows = self.select_related("person", "assigned_to").annotate(tag_names=tags_told())
        return rows.only(*SHOWN_IN_A_ROW, "person__name", "assigned_to__name")

    def for_card(self) -> ConversationQuerySet:
        """With what one line shows, where only its matter and its day are named."""
        return self.only("public_id", "subject", "preview", "last_at")


def public_id() -> str:
    """What stands in an address: not guessable, not countable."""
    return secrets.token_urlsafe(9)


class Conversation(
    Merging,
    Assigning,
    Carrying,
    Closing,
    Snoozing,
    Folding,
    Replying,
    Recalling,
    Listing,
    Privacy,
    Hands,
    TellingOff,
):
    """What was said about one matter, and where it stands."""

    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="conversations")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="conversations")
    person_id: int | None
    subject = models.TextField(blank=True)
    subject_key = models.CharField(max_length=200, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    place = models.GeneratedField(
        expression=Case(
            When(folded_at__isnull=False, then=Value("not-for-us")),
            When(closed_at__isnull=False, then=Value("done")),
            When(snoozed_until__isnull=False, then=Value("later")),
            When(waiting_since__isnull=False, then=Value("waiting")),
            default=Value("theirs"),
        ),
        output_field=models.CharField(max_length=12),
        db_persist=True,
    )

    drafts: DraftQuerySet
    events: models.QuerySet[Event]
    messages: MessageQuerySet
    mentions: MentionQuerySet
    moves_here: models.QuerySet[Move]
    notes: NoteQuerySet
    participants: models.QuerySet[Participant]
    seen_in_inboxes: models.QuerySet[ConversationInbox]
    promises: PromiseQuerySet

    objects = objects_of(ConversationQuerySet)

    # Twelve abilities, twelve parents with a Meta that says no more than "abstract"; naming them all says nothing.
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        constraints = [not_filtered()]
        indexes = [
            who_waits(),
            models.Index(fields=["place", "-last_at", "-id"], name="conversation_place"),
            models.Index(
                fields=["-last_at", "-id"], name="conversation_all", condition=Q(folded_at__isnull=True)
            ),
            models.Index(fields=["person", "-last_at"], name="conversation_person"),
            heard_from(),
            whose_it_is(),
            models.Index(fields=["place", "snoozed_until"], name="conversation_snoozed"),
            models.Index(fields=["assigned_to", "place", "waiting_since"], name="conversation_assigned"),
            models.Index(
                fields=["private_at"], name="conversation_private", condition=Q(private_at__isnull=False)
            ),
            models.Index(
                fields=["unheard_at"], name="conversation_unheard", condition=Q(unheard_at__isnull=False)
            ),
            same_answers(),
            who_is_unanswered(),
        ]

    def __str__(self) -> str:
        return self.subject or self.public_id

    def is_open(self) -> bool:
        return self.closed_at is None and self.folded_at is None

    def seen_in(self, inbox: Inbox) -> None:
        """Shows it to the colleagues of that inbox, too."""
        ConversationInbox.objects.get_or_create(conversation=self, inbox=inbox)

    def join(self, address: Address) -> None:
        """Someone takes part from now on."""
        Participant.objects.get_or_create(conversation=self, address=address)

    def has_participant(self, address: Address) -> bool:
        return Participant.objects.filter(conversation=self, address=address).exists()

    def taking_part(self, values: Collection[str]) -> set[str]:
        """Those of the normal addresses that take part."""
        theirs = Participant.objects.filter(conversation=self, address__value__in=values)
        return set(theirs.values_list("address__value", flat=True))

    def last_word_at(self) -> datetime:
        return self.last_at


class ConversationInbox(models.Model):
    """In which inboxes a conversation is seen: one, mostly."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="seen_in_inboxes")
    conversation_id: int
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="+")
    inbox_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "inbox"], name="conversation_once_per_inbox")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} in {self.inbox_id}"


class Participant(models.Model):
    """An address that takes part in a conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    conversation_id: int
    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="takes_part")
    address_id: int

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "address"], name="participant_once")]

    def __str__(self) -> str:
        return f"{self.address_id} in {self.conversation_id}"
