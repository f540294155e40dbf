"""A kind of tie that a colleague named, with its inverse; from then on it is offered to everybody."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.people.tie_kinds import LONGEST_KIND, is_usual
from byhand.team.typed import objects_of
from byhand.team.user import User


class TieKindQuerySet(models.QuerySet["TieKind"]):
    def keep(self, what: str, back: str, *, by: User) -> None:
        """Keeps a pair of words for the next time, either way round once; what is usual is offered anyway."""
        if is_usual(what) or self.filter(what=back, back=what).exists():
            return
        self.get_or_create(what=what, back=back, defaults={"by": by})

    def offered(self) -> list[tuple[str, str]]:
        """Each way round, by its words."""
        pairs = list(self.values_list("what", "back"))
        return sorted({*pairs, *((back, what) for what, back in pairs)})


class TieKind(models.Model):
    """What the one is to the other, and the other to the one."""

    what = models.CharField(max_length=LONGEST_KIND)
    back = models.CharField(max_length=LONGEST_KIND)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = objects_of(TieKindQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "back"], name="tie_kind_once")]

    def __str__(self) -> str:
        return f"{self.what} – {self.back}"
