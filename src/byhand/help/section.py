"""A section: articles that stand together, under a name in each language."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.help.placing import move
from byhand.team.languages import suited
from byhand.team.typed import objects_of
from byhand.team.user import User


class SectionQuerySet(models.QuerySet["Section"]):
    def begin(self, names: dict[str, str], *, by: User) -> Section:
        """A new section below the others; at least one name."""
        last = self.aggregate(last=models.Max("place"))["last"] or 0
        return self.create(names=names, place=last + 1, made_by=by)


class Section(models.Model):
    """Its names by language, and where it stands."""

    names = models.JSONField(default=dict)
    place = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = objects_of(SectionQuerySet)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.called(settings.LANGUAGE_CODE)

    def called(self, language: str) -> str:
        """Its name in that language, or in the nearest there is."""
        return self.names[suited(language, self.names)] if self.names else ""

    def rename(self, names: dict[str, str]) -> None:
        self.names = names
        self.save(update_fields=["names"])

    def move(self, by_places: int) -> None:
        """Up (-1) or down (1) among the sections."""
        move(Section.objects.all(), self.pk, by_places)
