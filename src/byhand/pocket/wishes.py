"""Wishes: what a colleague wants to be told, how and when. Whoever says nothing is told nothing outside the page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.kit.hours import Hours, working_hours
from byhand.team.clock import zone_of
from byhand.team.typed import objects_of
from byhand.team.user import User

MORNING = 8


class WishesQuerySet(models.QuerySet["Wishes"]):
    def of(self, colleague: User) -> Wishes:
        """Theirs; what holds for everyone, unsaved, if they have said nothing."""
        return self.filter(colleague=colleague).first() or self.model(colleague=colleague)

    def choose(self, colleague: User, *, names_people: bool, **said: Any) -> Wishes:
        """They say what they want: `what`, `mail`, `mail_hour`, `awake`."""
        before = self.of(colleague).names_people_since
        since = (before or timezone.now()) if names_people else None
        row, _new = self.update_or_create(colleague=colleague, defaults={**said, "names_people_since": since})
        return row

    def ready(self, colleague: User) -> Wishes:
        """Their row, made if there is none: from now on somebody listens."""
        return self.get_or_create(colleague=colleague)[0]

    def pause(self, colleague: User) -> datetime:
        """Nothing more until tomorrow, by their own clock."""
        zone = zone_of(colleague)
        tomorrow = timezone.now().astimezone(zone).date() + timedelta(days=1)
        until = datetime.combine(tomorrow, datetime.min.time(), tzinfo=zone)
        self.update_or_create(colleague=colleague, defaults={"paused_until": until})
        return until

    def go_on(self, colleague: User) -> None:
        self.filter(colleague=colleague).update(paused_until=None)

    def listening(self, now: datetime) -> WishesQuerySet:
        """Of colleagues at work who want to be told something just now, as far as the database can say."""
        paused = models.Q(paused_until__gt=now)
        rows = self.filter(colleague__is_active=True).exclude(what=Wishes.What.NOTHING)
        return rows.exclude(paused).select_related("colleague")


class Wishes(models.Model):
    """One colleague's. `pushed_at` and `mailed_at` are when they were last told so."""

    class What(models.TextChoices):
        MINE = "mine", _("Only what I promised and what is mine")
        ALL = "all", _("Everything in my inboxes")
        NOTHING = "nothing", _("Nothing")

    class Mail(models.TextChoices):
        NEVER = "never", _("Never")
        AT_ONCE = "at once", _("Soon, several things in one mail")
        DAILY = "daily", _("Once a day")

    colleague = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="wishes"
    )
    colleague_id: int
    what = models.CharField(max_length=8, choices=What, default=What.MINE)
    mail = models.CharField(max_length=8, choices=Mail, default=Mail.NEVER)
    mail_hour = models.PositiveSmallIntegerField(default=MORNING)
    awake = models.JSONField(default=working_hours, help_text="A span a weekday, Monday first; null: quiet.")
    names_people_since = models.DateTimeField(
        null=True, help_text="Since when the device may show who wrote."
    )
    paused_until = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = objects_of(WishesQuerySet)

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.CheckConstraint(condition=models.Q(mail_hour__lte=23), name="wishes_mail_at_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.colleague_id}: {self.what}"

    def hours(self) -> Hours:
        return Hours.of(self.awake)

    def quiet_again(self, now: datetime) -> datetime | None:
        """Until when they may be told; None in their quiet hours."""
        return self.hours().quiet_again(now, zone_of(self.colleague))

    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > timezone.now()

    def last_mail_hour(self, now: datetime) -> datetime:
        """The moment at which the last daily mail was due."""
        here = now.astimezone(zone_of(self.colleague))
        today = here.replace(hour=self.mail_hour, minute=0, second=0, microsecond=0)
        return today if today <= here else today - timedelta(days=1)
