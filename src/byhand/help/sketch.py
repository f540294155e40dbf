"""A sketch: what a colleague is writing of an article and has not saved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.help.article import Article
from byhand.kit.markdown import LONGEST
from byhand.team.typed import objects_of
from byhand.team.user import User


class SketchQuerySet(models.QuerySet["Sketch"]):
    def keep(self, article: Article, language: str, *, title: str, words: str, by: User) -> None:
        """As they type: what is not yet a version."""
        self.update_or_create(
            article=article,
            language=language,
            by=by,
            defaults={"title": title[:120], "words": words[:LONGEST], "kept_at": timezone.now()},
        )

    def discard(self, article: Article, language: str, *, by: User) -> None:
        """Throws away what they have not saved."""
        self.filter(article=article, language=language, by=by).delete()


class Sketch(models.Model):
    """What a colleague is writing and has not saved; gone when it is."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sketches")
    language = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(SketchQuerySet)

    class Meta:
        verbose_name_plural = "sketches"
        constraints = [models.UniqueConstraint(fields=["article", "language", "by"], name="sketch_once_each")]

    def __str__(self) -> str:
        return self.title
