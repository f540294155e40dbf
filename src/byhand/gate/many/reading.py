"""Readings: a second colleague has read exactly this and agrees. Who is alone reads it again after half a day.

Rows are only added; the database refuses terms that nobody else has read (`guards.py`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.gate.author import author_behind
from byhand.gate.many.plan import Plan
from byhand.gate.refusals import Refusal
from byhand.team.signin import SignIn
from byhand.team.typed import objects_of
from byhand.team.user import User

ALONE_AFTER = timedelta(hours=12)


class ReadingQuerySet(models.QuerySet["Reading"]):
    @transaction.atomic
    def agree(self, plan: Plan, *, by: SignIn) -> Reading:
        """A colleague has read exactly this. Whose words they are does not count for themselves. Raises Refusal."""
        return self._add(plan, Reading.Kind.AGREED, by)

    @transaction.atomic
    def ask_alone(self, plan: Plan, *, by: SignIn) -> Reading:
        """Nobody else could read it: its author begins to wait. Raises Refusal."""
        _guard_alone(plan, author_behind(by))
        return self.asked(plan, by.user) or self._add(plan, Reading.Kind.ASKED, by)

    @transaction.atomic
    def read_alone(self, plan: Plan, *, by: SignIn) -> Reading:
        """Its author has read it again, half a day after they asked. Raises Refusal."""
        author = author_behind(by)
        _guard_alone(plan, author)
        asked = self.asked(plan, author)
        if asked is None or asked.alone_from() > timezone.now():
            raise Refusal(
                _("Read it again twelve hours after you asked; then it goes."), rule="read_alone_too_soon"
            )
        return self._add(plan, Reading.Kind.ALONE, by)

    def asked(self, plan: Plan, author: User) -> Reading | None:
        """When the author of exactly this began to wait."""
        return self.filter(digest=plan.digest(), by=author, kind=Reading.Kind.ASKED).order_by("pk").first()

    def agreed(self, plan: Plan, *, author: User) -> list[int]:
        """The colleagues beside its author who read exactly this, by id: those still of the team. One query."""
        others = self.filter(digest=plan.digest(), kind=Reading.Kind.AGREED).exclude(by=author)
        return sorted(set(others.filter(by__is_active=True).values_list("by", flat=True)))

    def is_read_alone(self, plan: Plan, *, author: User) -> bool:
        return self.filter(digest=plan.digest(), kind=Reading.Kind.ALONE, by=author).exists()

    def _add(self, plan: Plan, kind: str, by: SignIn) -> Reading:
        reader = author_behind(by)
        guard_reader(plan.inbox, reader)
        return self.create(digest=plan.digest(), by=reader, sign_in=by.digest, kind=kind)


class Reading(models.Model):
    """Who read which plan, when and in which sign-in."""

    class Kind(models.TextChoices):
        AGREED = "agreed"
        ASKED = "asked"  # its author, with nobody else there, begins to wait
        ALONE = "alone"  # and read it again

    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    sign_in = models.CharField(max_length=64)
    kind = models.CharField(max_length=6, choices=Kind)

    objects = objects_of(ReadingQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["agreed", "asked", "alone"]), name="reading_kind_is_known"
            )
        ]
        indexes = [models.Index(fields=["digest"], name="reading_of_plan")]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"

    @property
    def alone(self) -> bool:
        return self.kind == self.Kind.ALONE

    def alone_from(self) -> datetime:
        """From when its author may read it again."""
        return self.at + ALONE_AFTER


def others_of(inbox: Inbox, author: User) -> int:
    """How many colleagues beside the author could read what leaves from there."""
    team = User.objects.filter(is_active=True).exclude(pk=author.pk).exclude(role=User.Role.GUEST)
    return team.count() if inbox.is_team_wide else team.filter(inboxes=inbox).count()


def still_to_read(plan: Plan, *, others: int, have_read: int) -> int:
    """How many of so many others have to read it yet: one, and two where everyone is written to."""
    return max(0, min(2 if plan.must_know else 1, others) - have_read)


def guard_reader(inbox: Inbox, reader: User) -> None:
    """Raises Refusal for a guest, and for who does not belong to the inbox."""
    if reader.is_guest or not Inbox.objects.visible_to(reader).filter(pk=inbox.pk).exists():
        raise Refusal(
            _("Only a colleague who belongs to this inbox decides about a broadcast from it."),
            rule="reader_belongs_to_the_inbox",
        )


def _guard_alone(plan: Plan, author: User) -> None:
    if others_of(plan.inbox, author):
        raise Refusal(_("Somebody else can read it. Ask a colleague of this inbox."), rule="not_alone")
