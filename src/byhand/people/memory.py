"""A memory: something worth remembering about a person, and who noted it or which message said it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from byhand.people.person import Person
from byhand.team.kept import Given
from byhand.team.typed import objects_of
from byhand.team.user import User


class MemoryQuerySet(models.QuerySet["Memory"]):
    def kept(self) -> MemoryQuerySet:
        return self.filter(forgotten_at__isnull=True)

    def open_to_all(self) -> MemoryQuerySet:
        """Without those that are for their author's eyes alone."""
        return self.filter(private_since__isnull=True)

    def for_eyes_of(self, colleague: int | Given) -> MemoryQuerySet:
        """Those open to all, and that colleague's own."""
        return self.filter(Q(private_since__isnull=True) | Q(by=colleague))

    def with_writer(self) -> MemoryQuerySet:
        """With the name of who noted it, and where the message stands that said it."""
        said = {"where": F("message__conversation__public_id"), "said_at": F("message__said_at")}
        shown = ("person", "message", "text", "noted_at", "private_since", "by__name")
        return self.select_related("by").only(*shown).annotate(**said)

    def remember(self, person: Person, text: str, *, by: User, message: int | None = None) -> Memory:
        """A colleague notes something about a person, and thereby knows them; `message` is the id of what said it."""
        return self._note(person, text, by, message)

    def remember_privately(
        self, person: Person, text: str, *, by: User, message: int | None = None
    ) -> Memory:  # fmt: skip
        """The same for nobody's eyes but the colleague's."""
        return self._note(person, text, by, message, private_since=timezone.now())

    def _note(self, person: Person, text: str, by: User, message: int | None, **more: Any) -> Memory:
        person.become_known()
        return self.create(person=person, text=text.strip(), by=by, message_id=message, **more)


class Memory(models.Model):
    """A goal, a preference, a family matter, in a colleague's words or in theirs."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memories")
    text = models.CharField(max_length=500)
    message = models.ForeignKey(
        "conversations.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="memories"
    )
    message_id: int | None
    private_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when its author alone sees it; empty: all who see the person."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    where: str | None  # of the message that said it, as `with_writer` reads it
    said_at: datetime | None

    objects = objects_of(MemoryQuerySet)

    class Meta:
        ordering = ["-noted_at", "-pk"]
        verbose_name_plural = "memories"

    def __str__(self) -> str:
        return self.text

    def forget(self) -> None:
        self.forgotten_at = timezone.now()
        self.save(update_fields=["forgotten_at"])
