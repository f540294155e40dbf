"""Between: what went between one of us, or the house, and one person, as figures that are kept up with every letter.

A reader must learn nothing from a figure that they may not read: so what stands in one inbox, and what stands in one
private conversation, is counted apart (`inbox`, `conversation`), and a reader's figure is made of what they see. While
everything stands in one place there is one row; from the second on, one row more holds the whole for whoever sees all.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce

from byhand.channels.inbox import Inbox
from byhand.conversations.between.falling_due import falls_due
from byhand.conversations.between.in_sight import in_sight, of_person, partly_in_sight, places_in_sight
from byhand.conversations.between.letter import Place
from byhand.kit.between import Tally
from byhand.people.person import Person
from byhand.team.typed import objects_of


class BetweenQuerySet(models.QuerySet["Between"]):
    in_sight = in_sight
    partly_in_sight = partly_in_sight
    of_person = of_person
    places_in_sight = places_in_sight

    def of_house(self) -> BetweenQuerySet:
        """Between the person and all of us."""
        return self.filter(colleague__isnull=True)


class Between(models.Model):
    """One pair, as far as it stands in one place."""

    COUNTED = (
        "is_whole", "came", "went", "as_of", "came_count", "went_count", "last_at", "weeks", "cadence",
        "cadence_since", "usual", "due_at",
    )  # fmt: skip

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    person_id: int
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", db_index=False,
        help_text="Nobody: the whole house.",
    )  # fmt: skip
    colleague_id: int | None
    inbox = models.ForeignKey(Inbox, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    inbox_id: int | None
    conversation = models.ForeignKey(
        "conversations.Conversation", null=True, on_delete=models.CASCADE, related_name="+", db_index=False,
        help_text="What is private, or seen in several inboxes, stands for itself.",
    )  # fmt: skip
    conversation_id: int | None
    is_whole = models.BooleanField(default=True, help_text="It holds everything of the pair.")
    came = models.FloatField(default=0)
    went = models.FloatField(default=0)
    as_of = models.DateTimeField(null=True)
    came_count = models.PositiveIntegerField(default=0)
    went_count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    weeks = models.JSONField(default=list)
    cadence = models.PositiveSmallIntegerField(null=True, help_text="Days that a colleague set.")
    cadence_since = models.DateTimeField(null=True)
    usual = models.FloatField(null=True, help_text="Days: the cadence, else the middle gap.")
    due_at = models.DateTimeField(null=True, help_text="From when on the silence is too long.")

    objects = objects_of(BetweenQuerySet)

    class Meta:
        verbose_name_plural = "between"
        constraints = [
            models.UniqueConstraint(
                "person", Coalesce("colleague", 0), Coalesce("inbox", 0), Coalesce("conversation", 0),
                name="between_once_in_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(inbox__isnull=True) | models.Q(conversation__isnull=True),
                name="between_stands_in_one_place",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["colleague", "due_at"], name="between_due", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["colleague", "person"], name="between_part", condition=models.Q(is_whole=False)
            ),
            models.Index(
                fields=["conversation"],
                name="between_conversation",
                condition=models.Q(conversation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colleague_id or 'all'} and {self.person_id}"

    @property
    def place(self) -> Place:
        return self.inbox_id, self.conversation_id

    def tally(self) -> Tally:
        return Tally(
            self.came, self.went, self.as_of, self.came_count, self.went_count, self.last_at, list(self.weeks)
        )

    def take(self, tally: Tally) -> None:
        """These are its figures now; when it falls due follows from them."""
        self.came, self.went, self.as_of = tally.came, tally.went, tally.as_of
        self.came_count, self.went_count = tally.came_count, tally.went_count
        self.last_at, self.weeks = tally.last_at, tally.weeks
        self.usual, self.due_at = falls_due(tally, self.cadence, self.cadence_since)
