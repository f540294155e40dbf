"""A picture of an article: bytes in the file store under their digest, checked as every file is."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.files.check import Place
from byhand.files.checking import hand_out
from byhand.files.picture import keep_picture
from byhand.team.typed import objects_of
from byhand.team.user import User


class PictureQuerySet(models.QuerySet["Picture"]):
    def take(self, name: str, content: bytes, *, by: User) -> Picture:
        """Keeps it, and asks the virus scanner. The same bytes twice are one. Raises NotAPicture."""
        kept = keep_picture(name, content)
        given = {"name": kept.name, "type": kept.type, "size": kept.size, "by": by}
        return self.get_or_create(sha256=kept.sha256, defaults=given)[0]

    def on_the_pages(self) -> PictureQuerySet:
        """Those that a published version shows: strangers get no others."""
        shown = PictureShown.objects.filter(version__edition__published=models.F("version"))
        return self.filter(pk__in=shown.values("picture"))


class Picture(models.Model):
    """Named by its digest; `name` is what the file was called."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = objects_of(PictureQuerySet)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name

    def content(self) -> bytes:
        """Its bytes. Raises store.Missing, and NotHandedOut while it is not checked or holds a virus."""
        place = Place(self.sha256)
        return hand_out(place, place.read())


class PictureShownQuerySet(models.QuerySet["PictureShown"]):
    def note(self, version: models.Model, digests: Collection[str]) -> None:
        """That this version shows those of the digests that are pictures of ours."""
        known = Picture.objects.filter(pk__in=digests)
        self.bulk_create([self.model(picture=one, version=version) for one in known])


class PictureShown(models.Model):
    """A version shows a picture."""

    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="shown")
    version = models.ForeignKey("help.Version", on_delete=models.CASCADE, related_name="pictures")

    objects = objects_of(PictureShownQuerySet)

    class Meta:
        verbose_name_plural = "pictures shown"
        constraints = [
            models.UniqueConstraint(fields=["picture", "version"], name="picture_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.picture_id[:12]} in {self.version_id}"  # type: ignore[attr-defined]
