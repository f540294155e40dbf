"""A sign-up form: where the public asks to be written to. Each change is a version of its own, and consents name it."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from byhand.people.topic import Topic
from byhand.people.wording import Wording
from byhand.team.typed import objects_of
from byhand.team.user import User


class SignUpFormQuerySet(models.QuerySet["SignUpForm"]):
    def standing(self) -> SignUpFormQuerySet:
        return self.filter(closed_at__isnull=True)

    @transaction.atomic
    def open(
        self, name: str, *, wording: str, topics: Collection[Topic], origins: Collection[str] = (), by: User
    ) -> SignUpForm:
        """A new form in its first version. `origins`: whose pages may frame it, such as `https://shop.example`."""
        form = self.create(name=name, public_id=secrets.token_hex(6), origins=list(origins), by=by)
        form.say(wording, topics=topics, by=by)
        return form


class SignUpForm(models.Model):
    """Its name among colleagues, its address for the public, and on whose pages it may stand."""

    name = models.CharField(max_length=80)
    public_id = models.SlugField(max_length=16, unique=True)
    origins = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    if TYPE_CHECKING:
        versions: models.QuerySet[FormVersion]

    objects = objects_of(SignUpFormQuerySet)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def now(self) -> FormVersion:
        """The version that is shown."""
        return self.versions.select_related("wording").prefetch_related("topics").latest("number")

    @transaction.atomic
    def say(self, wording: str, *, topics: Collection[Topic], by: User) -> FormVersion:
        """From now on it asks with these words about these topics."""
        SignUpForm.objects.select_for_update().get(pk=self.pk)
        last = self.versions.aggregate(last=models.Max("number"))["last"] or 0
        kept = Wording.objects.keep(wording)
        version = FormVersion.objects.create(form=self, number=last + 1, wording=kept, by=by)
        version.topics.set(topics)
        return version

    @transaction.atomic
    def change(
        self, name: str, *, wording: str, topics: Collection[Topic], origins: Collection[str], by: User
    ) -> None:
        """Another name or place is no new version; other words or topics are."""
        self.name, self.origins = name, list(origins)
        self.save(update_fields=["name", "origins"])
        now = self.now()
        if now.wording.text != wording or set(now.topics.all()) != set(topics):
            self.say(wording, topics=topics, by=by)

    def close(self, *, by: User) -> None:
        """Nobody signs up here any more; what was agreed stands."""
        SignUpForm.objects.standing().filter(pk=self.pk).update(closed_at=timezone.now(), closed_by=by)


class FormVersion(models.Model):
    """What one form asked from a moment on."""

    form = models.ForeignKey(SignUpForm, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    topics = models.ManyToManyField(Topic, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version_is_one")]

    def __str__(self) -> str:
        return f"{self.form}, version {self.number}"
