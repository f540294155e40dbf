"""How many people a colleague wants to be told a day."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from byhand.team.kept import Given, kept
from byhand.team.typed import objects_of
from byhand.team.user import User

FIRST, FEWEST, MOST = 8, 1, 20


class TodayWishesQuerySet(models.QuerySet["TodayWishes"]):
    def of(self, colleague: User) -> int:
        """Their number; eight, if they have said nothing. One query."""
        return _wished().first(me=colleague.pk) or FIRST

    def choose(self, colleague: User, *, most: int) -> None:
        self.update_or_create(colleague=colleague, defaults={"most": min(max(most, FEWEST), MOST)})


@kept
def _wished() -> models.QuerySet[TodayWishes, int]:
    return TodayWishes.objects.filter(colleague=Given("me")).values_list("most", flat=True)[:1]


class TodayWishes(models.Model):
    """One colleague's."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="today_wishes"
    )
    colleague_id: int
    most = models.PositiveSmallIntegerField(
        default=FIRST, validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)]
    )

    objects = objects_of(TodayWishesQuerySet)

    class Meta:
        verbose_name_plural = "today wishes"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(most__gte=FEWEST, most__lte=MOST), name="today_wishes_between"
            )
        ]

    def __str__(self) -> str:
        return f"{self.colleague_id}: {self.most}"
