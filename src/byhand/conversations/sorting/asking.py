"""What a rule asks: which letters it is for. Whatever is left empty is not asked; everything else must be so."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.conversations.sorting.letter import Letter, folded
from byhand.people.address import MAX_LENGTH
from byhand.people.organisation import Organisation
from byhand.people.person import Person

MOST_WORDS, LONGEST_WORDS = 20, 80


class Asking(models.Model):
    """The conditions of a rule."""

    class Which(models.TextChoices):
        FIRST = "first", _("the first message of a conversation")
        ANY = "any", _("any message")

    class Place(models.TextChoices):
        ANYWHERE = "anywhere", _("in the subject or the words")
        SUBJECT = "subject", _("in the subject")

    which = models.CharField(max_length=8, choices=Which, default=Which.FIRST)
    inbox = models.ForeignKey(Inbox, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    inbox_id: int | None
    words = models.JSONField(default=list, blank=True)
    place = models.CharField(max_length=8, choices=Place, default=Place.ANYWHERE)
    # Without the person or the firm it asks for, a rule would catch everyone's letters: it goes with them.
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    person_id: int | None
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation_id: int | None
    writer = models.CharField(
        max_length=MAX_LENGTH, blank=True, help_text="An address, or its end from the @ on."
    )
    from_time = models.TimeField(null=True, blank=True)
    to_time = models.TimeField(null=True, blank=True)
    weekdays = models.CharField(max_length=7, blank=True, help_text="0 is Monday; none asked if empty.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(from_time__isnull=True, to_time__isnull=True)
                | Q(from_time__isnull=False, to_time__isnull=False),
                name="%(class)s_hours_have_an_end",
            )
        ]

    def asks(self, letter: Letter) -> bool:
        """Whether the rule is for this letter. What costs nothing is asked first."""
        return (
            (self.which == self.Which.ANY or letter.is_first)
            and self.inbox_id in (None, letter.inbox)
            and self.person_id in (None, letter.person)
            and self._is_from(letter.writer)
            and self._is_of(letter)
            and self._comes_in_its_hours(letter)
            and self._has_words(letter)
        )

    def _is_from(self, writer: str) -> bool:
        return writer.endswith(self.writer) if self.writer.startswith("@") else self.writer in ("", writer)

    def _is_of(self, letter: Letter) -> bool:
        """Whoever belongs to the organisation, and whoever writes from its own domain."""
        if self.organisation is None or self.organisation_id == letter.organisation:
            return True
        domain = self.organisation.domain.lower()
        return bool(domain) and letter.writer.endswith(f"@{domain}")

    def _comes_in_its_hours(self, letter: Letter) -> bool:
        if self.weekdays and str(letter.came_at.weekday()) not in self.weekdays:
            return False
        if self.from_time is None or self.to_time is None:
            return True
        at = letter.came_at.time()
        if self.from_time < self.to_time:
            return self.from_time <= at < self.to_time
        return at >= self.from_time or at < self.to_time  # through the night

    def _has_words(self, letter: Letter) -> bool:
        if not self.words:
            return True
        said = letter.subject if self.place == self.Place.SUBJECT else letter.words
        return any(one in said for one in self._folded)

    @cached_property
    def _folded(self) -> list[str]:
        """Once a batch, not once a letter."""
        words: Any = self.words
        return [folded(one) for one in words]
