"""An introduction: a colleague asks somebody to make them known to a person, and both sides agree, or it ends.

A colleague is asked in words of the one who asks; a customer by a letter that a colleague writes and sends like any
other. Nothing here writes or sends.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from byhand.conversations.telling import Telling
from byhand.people.person import Person, PersonQuerySet
from byhand.team.kept import Given
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

# So long it counts that somebody was asked.
LATELY = timedelta(days=90)


class NotAsked(Exception):
    """They cannot be asked; the text is a sentence for a person."""


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def open(self) -> IntroductionQuerySet:
        return self.filter(ended_at__isnull=True, welcomed_at__isnull=True)

    def with_names(self) -> IntroductionQuerySet:
        return self.select_related(
            "person", "by", "colleague", "through", "agreed_by", "welcomed_by", "ended_by"
        ).order_by("-asked_at", "-pk")

    def waiting_for(self, user: User | Given) -> IntroductionQuerySet:
        """Those that ask this colleague and have no answer yet."""
        return self.open().filter(colleague=user, agreed_at__isnull=True)

    def among(self, people: PersonQuerySet) -> IntroductionQuerySet:
        """Those of which everybody who is named is among these people."""
        ids = people.values("pk")
        through = Q(through__isnull=True) | Q(through__in=ids) | Q(through__merged_into__in=ids)
        return self.filter(through, person__in=ids)

    def asked_lately(self, now: datetime) -> dict[tuple[Literal["colleague", "person"], int], int]:
        """How often each was asked in ninety days."""
        rows = self.filter(asked_at__gte=now - LATELY).order_by()
        counts: dict[tuple[Literal["colleague", "person"], int], int] = {}
        for colleague, through, count in rows.values_list("colleague", "through").annotate(n=Count("pk")):
            counts[("colleague", colleague) if colleague else ("person", through)] = count
        return counts

    def ask_colleague(self, person: Person, *, of: User, words: str, by: User) -> Introduction:
        """In the colleague's own words. Raises NotAsked."""
        if not words.strip():
            raise NotAsked(_("Say in a sentence why you would like to be introduced."))
        if of.pk == by.pk or not of.is_active or of.is_guest:
            raise NotAsked(_("Ask a colleague who is here."))
        self._guard(person, Q(colleague=of))
        with transaction.atomic():
            asked = self.create(person=person, colleague=of, words=words.strip(), by=by)
            Telling.objects.asked_to_introduce(asked)
        return asked

    def ask_by_letter(self, person: Person, *, through: Person, by: User) -> Introduction:
        """Noted; the letter is written by hand and sent through the gate. Raises NotAsked."""
        if through.pk == person.pk:
            raise NotAsked(_("Nobody introduces themselves."))
        self._guard(person, Q(through=through))
        return self.create(person=person, through=through, by=by)

    def _guard(self, person: Person, whom: Q) -> None:
        if self.open().filter(whom, person=person).exists():
            raise NotAsked(_("They were asked already; it stands below."))


class Introduction(models.Model):
    """Who asked whom to be made known to whom; who agreed and when, on both sides; or how it ended."""

    class End(models.TextChoices):
        DECLINED = "declined", lazily("they would rather not")
        NOT_WELCOME = "not-welcome", lazily("the person would rather not")
        WITHDRAWN = "withdrawn", lazily("taken back")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introductions")
    person_id: int
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="asked_to_introduce"
    )
    colleague_id: int | None
    through = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    through_id: int | None
    words = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_id: int
    agreed_at = models.DateTimeField(null=True, help_text="Whoever was asked will do it.")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    welcomed_at = models.DateTimeField(null=True, help_text="The person wants to know us.")
    welcomed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_as = models.CharField(max_length=12, choices=End, blank=True)

    objects = objects_of(IntroductionQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(colleague__isnull=False, through__isnull=True)
                | Q(colleague__isnull=True, through__isnull=False),
                name="introduction_asks_one",
            ),
            models.CheckConstraint(
                condition=Q(welcomed_at__isnull=True) | Q(agreed_at__isnull=False),
                name="introduction_agreed_first",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="introduction_asked")]

    def __str__(self) -> str:
        return f"to {self.person_id}"

    def is_open(self) -> bool:
        return self.ended_at is None and self.welcomed_at is None

    def speaks_for_the_asked(self, user: User) -> bool:
        """A colleague who was asked answers for themselves; for a customer whoever wrote to them notes the answer."""
        return user.pk == (self.colleague_id or self.by_id)

    def agree(self, *, by: User) -> bool:
        """Whoever was asked will do it; False if that is settled, or not theirs to say."""
        if not self.speaks_for_the_asked(by):
            return False
        asked = self._standing().filter(agreed_at__isnull=True)
        return bool(asked.update(agreed_at=timezone.now(), agreed_by=by))

    def welcome(self, *, by: User) -> bool:
        """The person wants to know us, as whoever asked or was asked has heard from them."""
        if by.pk not in (self.by_id, self.colleague_id):
            return False
        agreed = self._standing().filter(agreed_at__isnull=False)
        return bool(agreed.update(welcomed_at=timezone.now(), welcomed_by=by))

    def decline(self, *, by: User) -> bool:
        """Before they agreed whoever was asked would rather not; after that, the person."""
        if self.agreed_at is None:
            return self.speaks_for_the_asked(by) and self._end(Introduction.End.DECLINED, by)
        return by.pk in (self.by_id, self.colleague_id) and self._end(Introduction.End.NOT_WELCOME, by)

    def withdraw(self, *, by: User) -> bool:
        return by.pk == self.by_id and self._end(Introduction.End.WITHDRAWN, by)

    def _end(self, how: Introduction.End, by: User) -> bool:
        return bool(self._standing().update(ended_at=timezone.now(), ended_by=by, ended_as=how))

    def _standing(self) -> models.QuerySet[Introduction]:
        return this_row(self).filter(ended_at__isnull=True, welcomed_at__isnull=True)
