"""A colleague's own telephone, if they wish that it rings: theirs to give, to switch off, and to take back."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.team.typed import objects_of
from byhand.team.user import User


class OwnPhoneQuerySet(models.QuerySet["OwnPhone"]):
    def ringing_for(self, colleagues: Collection[int]) -> OwnPhoneQuerySet:
        """Those of these colleagues that are switched on."""
        return self.filter(colleague__in=colleagues, rings_since__isnull=False).select_related("colleague")

    def keep(self, number: str, *, rings: bool, by: User) -> None:
        """What a colleague says of their own telephone; an empty number takes it back."""
        if not number:
            self.filter(colleague=by).delete()
            return
        since = timezone.now() if rings else None
        self.update_or_create(colleague=by, defaults={"number": number, "rings_since": since})


class OwnPhone(models.Model):
    """One a colleague. Nobody but they and the telephone exchange is told the number."""

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_phone"
    )
    colleague_id: int
    number = models.CharField(max_length=32, help_text="In E.164.")
    rings_since = models.DateTimeField(
        null=True, help_text="Since when calls ring there; empty: they do not."
    )

    objects = objects_of(OwnPhoneQuerySet)

    def __str__(self) -> str:
        return f"telephone of {self.colleague_id}"
