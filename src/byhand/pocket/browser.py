"""A browser: where web push finds a colleague. It lasts no longer than the sign-in it was made from."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from byhand.pocket.wishes import Wishes
from byhand.team.session import Session, digest
from byhand.team.signin import SignIn
from byhand.team.typed import objects_of

MOST = 20
REST = timedelta(minutes=10)
LONGEST_REST = 6  # doublings of it
GIVE_UP_AFTER = 12


class BrowserQuerySet(models.QuerySet["Browser"]):
    @transaction.atomic
    def let_in(self, *, endpoint: str, key: bytes, secret: bytes, name: str, by: SignIn) -> Browser:
        """This browser shows what its colleague is told, until they sign out in it.

        A browser that somebody else used before is theirs alone from now on.
        """
        here = {
            "session_id": digest(by.cookie),
            "colleague": by.user,
            "key": key,
            "secret": secret,
            "name": name,
        }
        row, _new = self.update_or_create(
            endpoint=endpoint, defaults={**here, "failures": 0, "rests_until": None}
        )
        Wishes.objects.ready(by.user)
        oldest = (
            self.filter(colleague=by.user).order_by("-made_at", "-pk").values_list("pk", flat=True)[MOST:]
        )
        self.filter(pk__in=list(oldest)).delete()
        return row

    def living(self, now: datetime) -> BrowserQuerySet:
        """Those in which their colleague is signed in."""
        return self.filter(session__expire_date__gt=now, session__colleague=F("colleague"))

    def awake(self, now: datetime) -> BrowserQuerySet:
        """Those to try now."""
        return self.living(now).exclude(rests_until__gt=now)


class Browser(models.Model):
    """A subscription (RFC 8030): where to post, and the keys by which only that browser can read it (RFC 8291)."""

    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="browsers")
    colleague_id: int
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="browsers")
    endpoint = models.CharField(max_length=1000, unique=True)
    key = models.BinaryField(max_length=65)
    secret = models.BinaryField(max_length=16)
    name = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    objects = objects_of(BrowserQuerySet)

    def __str__(self) -> str:
        return f"{self.colleague_id}: {self.name}"

    def took_it(self) -> None:
        Browser.objects.filter(pk=self.pk).update(told_at=timezone.now(), failures=0, rests_until=None)

    def failed(self) -> None:
        """Its push service did not take it: it rests for a while, longer each time, and is forgotten in the end."""
        if self.failures + 1 >= GIVE_UP_AFTER:
            self.forget()
            return
        rest = REST * 2 ** min(self.failures, LONGEST_REST)
        Browser.objects.filter(pk=self.pk).update(
            failures=F("failures") + 1, rests_until=timezone.now() + rest
        )

    def forget(self) -> None:
        Browser.objects.filter(pk=self.pk).delete()
