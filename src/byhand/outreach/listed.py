"""Listed: that somebody stands on a list, since when, and who put them there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.people.person import Person


class Listed(models.Model):
    """Two that were put there and are merged later stand twice, and count once."""

    of = models.ForeignKey(
        "outreach.PeopleList", on_delete=models.CASCADE, related_name="listed", db_index=False
    )
    of_id: int
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: int
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "listed"
        indexes = [models.Index(fields=["of", "person"], name="listed_on")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.of_id}"
