"""A topic of the house: what somebody may wish to be written to about, in the words the public reads."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from byhand.team.typed import objects_of
from byhand.team.user import User


class TopicQuerySet(models.QuerySet["Topic"]):
    def standing(self) -> TopicQuerySet:
        """Those the house writes about now."""
        return self.filter(put_away_at__isnull=True)

    def begin(
        self, name: str, *, about: str = "", in_other_words: dict[str, dict[str, str]] | None = None, by: User
    ) -> Topic:
        return self.create(name=name, about=about, in_other_words=in_other_words or {}, by=by)


class Topic(models.Model):
    """Its name, what is written about it, and both in other languages: `{"de": {"name": ..., "about": ...}}`."""

    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)
    in_other_words = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_away_at = models.DateTimeField(null=True, blank=True)
    put_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(TopicQuerySet)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(put_away_at__isnull=True), name="topic_has_one_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def named(self) -> str:
        """Its name in the reader's language, else as the house says it."""
        return self._said("name") or self.name

    def described(self) -> str:
        return self._said("about") or self.about

    def put_away(self, *, by: User) -> None:
        """Nobody is asked about it any more; what was agreed stays as evidence."""
        Topic.objects.standing().filter(pk=self.pk).update(put_away_at=timezone.now(), put_away_by=by)

    def _said(self, what: str) -> str:
        return self.in_other_words.get((get_language() or "")[:2], {}).get(what, "")
