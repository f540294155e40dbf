"""A wording: the very words somebody was shown when they were asked, kept once however many read them."""

from __future__ import annotations

from hashlib import sha256

from django.db import models
from django.utils import timezone

from byhand.team.typed import objects_of


class WordingQuerySet(models.QuerySet["Wording"]):
    def keep(self, text: str) -> Wording:
        """The wording of this text, stored if it is new. The same text twice is one row."""
        digest = sha256(text.encode()).hexdigest()
        kept, _made = self.get_or_create(sha256=digest, defaults={"text": text})
        return kept


class Wording(models.Model):
    """A text by its SHA-256, hex. The database lets it neither change nor go."""

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(WordingQuerySet)

    def __str__(self) -> str:
        return self.sha256[:12]
