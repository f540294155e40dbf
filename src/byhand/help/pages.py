"""The help pages as a whole: where “this did not help” arrives, and whether search engines may list them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.team.kept import kept
from byhand.team.user import User


class HelpPages(models.Model):
    """One row at most; without it the house has chosen nothing yet."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    inbox = models.ForeignKey(Inbox, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    unlisted_at = models.DateTimeField(null=True, blank=True)
    unlisted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "help pages"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="help_pages_are_one")]

    def __str__(self) -> str:
        return "help pages"

    @classmethod
    def current(cls) -> HelpPages:
        """What was chosen, or the beginning of it."""
        return _current().first() or cls()

    def describe(self, *, inbox: Inbox | None, unlisted: bool, by: User) -> None:
        """Where words arrive, and whether search engines are asked to stay away."""
        self.inbox = inbox
        if unlisted != bool(self.unlisted_at):
            self.unlisted_at, self.unlisted_by = (timezone.now(), by) if unlisted else (None, None)
        self.save()

    def door(self) -> Inbox | None:
        """The team-wide inbox in which words arrive: the chosen one, else the first there is."""
        chosen = self.inbox
        return chosen if chosen and chosen.is_team_wide else _first_door().first()


@kept
def _current() -> models.QuerySet[HelpPages]:
    return HelpPages.objects.select_related("inbox").order_by("pk")[:1]


@kept
def _first_door() -> models.QuerySet[Inbox]:
    return doors()[:1]


def doors() -> models.QuerySet[Inbox]:
    """Inboxes that may be chosen: everyone of the team sees what comes there, and it has an address to answer from."""
    return Inbox.objects.filter(is_team_wide=True).exclude(address="").order_by("pk")
