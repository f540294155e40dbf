"""A picture of a broadcast: its bytes in the file store, shown below our own address and nowhere else."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.files.check import Place
from byhand.files.checking import hand_out
from byhand.files.picture import keep_picture
from byhand.outreach.broadcast import Broadcast
from byhand.team.typed import objects_of
from byhand.team.user import User

PICTURES = "/letters/pictures/"


class PictureQuerySet(models.QuerySet["Picture"]):
    def take(self, broadcast: Broadcast, name: str, content: bytes, *, by: User) -> Picture:
        """Keeps it for these words. The same bytes twice are one. Raises NotAPicture."""
        kept = keep_picture(name, content)
        given = {"name": kept.name, "type": kept.type, "size": kept.size, "by": by}
        return self.get_or_create(broadcast=broadcast, sha256=kept.sha256, defaults=given)[0]

    def that_left(self) -> PictureQuerySet:
        """Those of words that were released: mail programs ask for them, and strangers get no others."""
        return self.filter(broadcast__dispatch__isnull=False)


class Picture(models.Model):
    """Named by the digest of its bytes; `name` is what the file was called."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="pictures")
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = objects_of(PictureQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "sha256"], name="picture_once_per_broadcast")
        ]

    def __str__(self) -> str:
        return self.name

    def content(self) -> bytes:
        """Its bytes. Raises store.Missing, and NotHandedOut while it is not checked or holds a virus."""
        place = Place(self.sha256)
        return hand_out(place, place.read())
