"""An upload: that bytes came from a colleague's browser, so that they can be swept when nothing refers to them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone

from byhand.files import store
from byhand.team.typed import objects_of


class UploadQuerySet(models.QuerySet["Upload"]):
    def keep(self, content: bytes) -> str:
        """Keeps the bytes and gives their digest. The row is written first: bytes without a row are never swept."""
        digest = store.digest_of(content)
        self.update_or_create(sha256=digest, defaults={"at": timezone.now()})
        return store.keep(content)

    def before(self, moment: datetime) -> UploadQuerySet:
        return self.filter(at__lt=moment).order_by("at")


class Upload(models.Model):
    """A digest that came by upload, and when it did last."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = objects_of(UploadQuerySet)

    def __str__(self) -> str:
        return self.sha256[:12]
