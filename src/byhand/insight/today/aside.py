"""Set aside: a colleague does not want to see somebody on Today: for a day, or any more. Kept in rows, undoable."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.people.person import Person
from byhand.team.kept import Given, kept
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User


class AsideQuerySet(models.QuerySet["Aside"]):
    def not_today(self, person: Person, *, by: User) -> Aside:
        """Until tomorrow, by this colleague's own clock."""
        return self._set(person, by, Aside.Kind.DAY)

    def not_any_more(self, person: Person, *, by: User) -> Aside:
        """Until they say otherwise."""
        return self._set(person, by, Aside.Kind.PERSON)

    def holding(self, colleague: User, today: date) -> list[Aside]:
        """What holds for this colleague on that day, the newest first. One query."""
        return _holding().ask(me=colleague.pk, today=today)

    def _set(self, person: Person, by: User, kind: Aside.Kind) -> Aside:
        """Pressed twice it is one row."""
        today = timezone.localdate()
        wanted = self.filter(colleague=by, person=person, kind=kind, undone_at__isnull=True)
        here = wanted.filter(on=today).first() if kind == Aside.Kind.DAY else wanted.first()
        return here or self.create(colleague=by, person=person, kind=kind, on=today)


@kept
def _holding() -> models.QuerySet[Aside]:
    standing = Aside.objects.filter(colleague=Given("me"), undone_at__isnull=True)
    held = standing.filter(Q(kind=Aside.Kind.PERSON) | Q(on=Given("today", models.DateField())))
    return held.select_related("person").order_by("-at")


class Aside(models.Model):
    """Whom, since when (`on` is the day of that colleague's clock), and when they took it back."""

    class Kind(models.TextChoices):
        DAY = "day", _("not today")
        PERSON = "person", _("not this person")

    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    colleague_id: int
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: int
    kind = models.CharField(max_length=6, choices=Kind)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    objects = objects_of(AsideQuerySet)

    class Meta:
        verbose_name_plural = "set aside"
        indexes = [
            models.Index(
                fields=["colleague", "kind", "on"], name="aside_holding", condition=Q(undone_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.colleague_id}: {self.kind}"

    def undo(self) -> bool:
        """They may be named again; False if that was said already."""
        return bool(this_row(self).filter(undone_at__isnull=True).update(undone_at=timezone.now()))
