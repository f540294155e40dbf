"""A memory: something worth remembering about a person, and who noted it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.people.person import Person
from byhand.team.typed import objects_of
from byhand.team.user import User


class MemoryQuerySet(models.QuerySet["Memory"]):
    def kept(self) -> MemoryQuerySet:
        return self.filter(forgotten_at__isnull=True)

    def with_writer(self) -> MemoryQuerySet:
        """With the name of who noted it."""
        return self.select_related("by").only("person", "text", "noted_at", "by__name")

    def remember(self, person: Person, text: str, *, by: User) -> Memory:
        """A colleague notes something about a person, and thereby knows them."""
        person.become_known()
        return self.create(person=person, text=text.strip(), by=by)


class Memory(models.Model):
    """A goal, a preference, a family matter, in a colleague's words."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memories")
    text = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = objects_of(MemoryQuerySet)

    class Meta:
        ordering = ["-noted_at", "-pk"]
        verbose_name_plural = "memories"

    def __str__(self) -> str:
        return self.text

    def forget(self) -> None:
        self.forgotten_at = timezone.now()
        self.save(update_fields=["forgotten_at"])
