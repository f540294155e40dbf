"""Lots: one in ten suggestions to write to somebody who drifts away is left out, by chance.

Off until an owner switches it on; never a reply, a promise or a complaint. A lot is a person's for sixty days, whoever
of us would be told of them, and is kept in a row before anything is shown. (After Samek & Longfield 2023, whose answer
was a null.)
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.conversations.between.drifting import WITHIN
from byhand.conversations.between.pair import Between
from byhand.people.person import Person
from byhand.team.house import House
from byhand.team.kept import kept
from byhand.team.staffing import NotAllowed
from byhand.team.typed import objects_of
from byhand.team.user import User

ONE_IN = 10
FOLLOWED = timedelta(days=60)  # how long a lot holds, and how long one waits to see whether they write
PER_RUN = 500


class WithholdingQuerySet(models.QuerySet["Withholding"]):
    def now(self) -> Withholding | None:
        """The one that is on, if any is."""
        return _on().first()

    @transaction.atomic
    def begin(self, *, by: User) -> bool:
        """From now on lots are drawn; False if they are already. Raises NotAllowed."""
        self._guard(by)
        if self.now() is not None:
            return False
        self.create(began_by=by)
        return True

    @transaction.atomic
    def end(self, *, by: User) -> bool:
        """Everybody is suggested again; False if that is so. Raises NotAllowed."""
        self._guard(by)
        return bool(self.filter(ended_at__isnull=True).update(ended_at=timezone.now(), ended_by=by))

    def _guard(self, by: User) -> None:
        """The house's row is locked: two owners who press at once begin it once."""
        House.objects.select_for_update().filter(pk=1).first()
        if not User.objects.at_work().filter(pk=by.pk, role=User.Role.OWNER).exists():
            raise NotAllowed(_("Only an owner of the desk can do that."))


@kept
def _on() -> models.QuerySet[Withholding]:
    return Withholding.objects.filter(ended_at__isnull=True).select_related("began_by").order_by("pk")[:1]


class Withholding(models.Model):
    """From when to when lots were drawn, and who said so."""

    began_at = models.DateTimeField(default=timezone.now)
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(WithholdingQuerySet)

    def __str__(self) -> str:
        return f"since {self.began_at:%Y-%m-%d}"


class LotQuerySet(models.QuerySet["Lot"]):
    def holding(self) -> LotQuerySet:
        """Those that still say whether somebody is suggested."""
        return self.filter(drawn_at__gt=timezone.now() - FOLLOWED)

    def shown_among(self, people: Collection[int]) -> frozenset[int]:
        """Whose lot says that they are suggested; whoever has none yet is not among them. One query."""
        rows = self.holding().filter(person__in=people, withheld=False)
        return frozenset(rows.values_list("person", flat=True))

    def draw(self, people: Collection[int]) -> int:
        """One each; gives how many are left out."""
        lots = [Lot(person_id=one, withheld=secrets.randbelow(ONE_IN) == 0) for one in people]
        self.bulk_create(lots)
        return sum(one.withheld for one in lots)


class Lot(models.Model):
    """Drawn once, never again while it holds."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person_id: int
    drawn_at = models.DateTimeField(default=timezone.now)
    withheld = models.BooleanField()

    objects = objects_of(LotQuerySet)

    class Meta:
        indexes = [models.Index(fields=["person", "drawn_at"], name="lot_holding")]

    def __str__(self) -> str:
        return f"{self.person_id}: {'left out' if self.withheld else 'suggested'}"


def draw_lots_due() -> str:
    """The chore: a lot for everybody who has begun to drift away. Says how many, never for whom."""
    if Withholding.objects.now() is None:
        return ""
    with transaction.atomic():
        House.objects.select_for_update().filter(pk=1).first()
        held = Lot.objects.holding().filter(person=models.OuterRef("person"))
        now = timezone.now()
        lately = models.Q(due_at__gt=now - WITHIN) | models.Q(cadence__isnull=False)
        due = Between.objects.filter(lately, ~models.Exists(held), due_at__lte=now)
        people = list(due.order_by("person").values_list("person", flat=True).distinct()[:PER_RUN])
        left_out = Lot.objects.draw(people)
    if not people:
        return ""
    drawn = ngettext("%(n)s lot drawn", "%(n)s lots drawn", len(people)) % {"n": len(people)}
    return _("%(drawn)s, %(left)s left out by chance.") % {"drawn": drawn, "left": left_out}
