"""A broadcast: one text to many, written by a named colleague and sent from them. Its words: `words.py`."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.gate.dispatch import Dispatch
from byhand.gate.many.because import Because
from byhand.outreach.audience import Audience
from byhand.outreach.second_version import InTwoVersions
from byhand.people.topic import Topic
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.outreach.picture import PictureQuerySet
    from byhand.outreach.reading import AskedQuerySet

SENDS_MAIL = ("email", "practice")
USUAL_ANSWERS = 30  # a day: what one colleague answers beside everything else, until they say otherwise


class BroadcastQuerySet(models.QuerySet["Broadcast"]):
    def visible_to(self, user: User) -> BroadcastQuerySet:
        """A colleague's own, and those of inboxes they may see; what was thrown away is gone."""
        if not user.is_active:
            return self.none()
        seen = Inbox.objects.visible_to(user).values("pk")
        begun = Q(inbox__in=seen) & (Q(dispatch__isnull=False) | Q(asked__isnull=False))
        return self.filter(Q(author=user) | begun, dropped_at__isnull=True).distinct()

    def for_list(self) -> BroadcastQuerySet:
        """The newest first, with what a row tells. Two queries."""
        rows = self.annotate(asked_at=models.Max("asked__at")).select_related(
            "author", "audience", "dispatch__terms"
        )
        return rows.prefetch_related("words").order_by("-begun_at", "-pk")

    def begin(self, *, by: User, language: str) -> Broadcast:
        """An empty one, from the first inbox of theirs that sends mail, in that main language."""
        inbox = Inbox.objects.at_work().filter(kind__in=SENDS_MAIL).visible_to(by).order_by("pk").first()
        with transaction.atomic():
            one = self.create(author=by, inbox=inbox, public_id=secrets.token_urlsafe(9))
            one.words.create(language=language)
        return one


class Broadcast(InTwoVersions):
    """Whom it is for, when it leaves, and how far it is; `dispatch` since it was let go."""

    public_id = models.CharField(max_length=16, unique=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="broadcasts")
    author_id: int
    inbox = models.ForeignKey(Inbox, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(
        max_length=10,
        choices=Because,
        blank=True,
        help_text="Set: everyone must know it, and no topic counts.",
    )
    may_wait = models.BooleanField(
        default=False, help_text="All must know it, and yet by day, no faster than can be answered."
    )
    audience = models.ForeignKey(Audience, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    leaves_at = models.DateTimeField(null=True, blank=True, help_text="Not before; empty: once it is let go.")
    latest_at = models.DateTimeField(null=True, blank=True, help_text="What has not left by then stays here.")
    answers_a_day = models.PositiveSmallIntegerField(default=USUAL_ANSWERS)
    is_public_since = models.DateTimeField(null=True, help_text="Wished to stand on the public page.")
    made_public_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    dispatch = models.OneToOneField(Dispatch, null=True, on_delete=models.PROTECT, related_name="broadcast")
    dispatch_id: int | None
    gathered_to = models.BigIntegerField(default=0, help_text="Up to which person its readers were gathered.")

    asked_at: datetime | None  # as `for_list` reads it
    pictures: PictureQuerySet
    asked: AskedQuerySet

    objects = objects_of(BroadcastQuerySet)

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latest_at__isnull=True)
                | Q(leaves_at__isnull=True)
                | Q(latest_at__gt=models.F("leaves_at")),
                name="broadcast_latest_is_later",
            ),
            models.CheckConstraint(
                condition=Q(is_public_since__isnull=True, made_public_by__isnull=True)
                | Q(is_public_since__isnull=False, made_public_by__isnull=False),
                name="broadcast_public_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["author", "begun_at"], name="broadcast_authors")]

    def __str__(self) -> str:
        return self.called()

    def called(self) -> str:
        """Its subject in its main language."""
        main = self.main_words()
        return (main.subject if main else "") or _("A letter without a subject")

    def languages(self) -> list[str]:
        """In which it is written, the main one first."""
        return [one.language for one in self.words.all()]

    def is_being_written(self) -> bool:
        return self.dispatch_id is None and self.dropped_at is None

    def is_by(self, user: User) -> bool:
        """Whoever is named as its author writes it, lets it go and stops it; nobody else writes in their name."""
        return self.author_id == user.pk

    def describe(
        self, *, inbox: Inbox | None, topic: Topic | None, audience: Audience | None, leaves_at: datetime | None,
        latest_at: datetime | None, answers_a_day: int, is_public: bool, because: str = "", may_wait: bool = False,
    ) -> bool:  # fmt: skip
        """Whom it is for and when it leaves; False once it was let go."""
        public_since = (self.is_public_since or timezone.now()) if is_public else None
        told = {
            "inbox": inbox, "topic": topic, "because": because, "may_wait": bool(because and may_wait),
            "audience": audience, "leaves_at": leaves_at,
            "latest_at": latest_at, "answers_a_day": answers_a_day, "is_public_since": public_since,
            "made_public_by": self.author if is_public else None, "changed_at": timezone.now(),
        }  # fmt: skip
        changed = self._unreleased().update(**told)
        for name, value in told.items():
            setattr(self, name, value)
        return bool(changed)

    def drop(self, *, by: User) -> bool:
        """Thrown away before it left; False once it was let go."""
        return bool(self._unreleased().update(dropped_at=timezone.now(), dropped_by=by))

    def _unreleased(self) -> models.QuerySet[Broadcast]:
        return this_row(self).filter(dispatch__isnull=True, dropped_at__isnull=True)
