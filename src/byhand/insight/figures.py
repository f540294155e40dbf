"""Figures: one working out of what the house's letters say, asked for by the night or by a colleague."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.audit.report import Report
from byhand.audit.written import from_json
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User
from byhand.work.worker import is_surely_gone

KEPT = 7  # of those that are done; the newest is shown
LONGEST = timedelta(hours=3)

Drawn = dict[str, tuple[str, str]]  # a chart's name to its SVG, wide and narrow


class FiguresQuerySet(models.QuerySet["Figures"]):
    def ask(self, *, by: User | None) -> bool:
        """They are wanted now, by a colleague or by the night. False if they are being worked out already."""
        try:
            with transaction.atomic():
                self.create(asked_by=by)
        except IntegrityError:
            return False
        return True

    def unfinished(self) -> FiguresQuerySet:
        return self.filter(ended_at__isnull=True)

    def shown(self) -> Figures | None:
        """The newest that came out well."""
        return self.filter(ended_at__isnull=False, failure="").order_by("-pk").first()

    def last_begun(self) -> Figures | None:
        """The newest whatever became of it, without what it says."""
        return self.defer("report", "drawings").order_by("-pk").first()

    def claim(self, worker: str) -> Figures | None:
        """What is to be worked out now, for this worker alone."""
        wanted = self.unfinished().filter(begun_at__isnull=True).first()
        if wanted is None:
            return None
        now = timezone.now()
        taken = this_row(wanted).filter(begun_at__isnull=True).update(begun_at=now, begun_by=worker)
        return wanted if taken else None

    def give_up_lost(self) -> None:
        """What nobody works on any more, since its machine stopped or was away for hours."""
        for one in self.unfinished().filter(begun_at__isnull=False):
            if is_surely_gone(one.begun_by) or one.has_taken_too_long():
                one.fail(_("The machine stopped before they were done."))


class Figures(models.Model):
    """When they were wanted, begun and done, what went wrong, and what they say."""

    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(null=True)
    begun_by = models.CharField(max_length=80, blank=True, help_text="The worker, and so the machine.")
    ended_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, help_text="What went wrong, as a sentence; empty if nothing did.")
    report = models.TextField(blank=True, help_text="JSON by the audit's report.schema.json.")
    drawings = models.TextField(blank=True, help_text="JSON: a chart's name to its SVG, wide and narrow.")

    objects = objects_of(FiguresQuerySet)

    class Meta:
        verbose_name_plural = "figures"
        constraints = [
            # While one is unfinished its `failure` is empty: there is one at a time.
            models.UniqueConstraint(
                fields=["failure"],
                condition=models.Q(ended_at__isnull=True),
                name="figures_worked_out_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"figures of {self.asked_at:%Y-%m-%d}"

    def has_taken_too_long(self) -> bool:
        return self.begun_at is not None and timezone.now() - self.begun_at > LONGEST

    def took(self) -> timedelta:
        """How long they were worked on."""
        return (self.ended_at or timezone.now()) - (self.begun_at or self.asked_at)

    def done(self, report: str, drawings: Drawn) -> bool:
        """They came out well; older ones than a week's are forgotten. False if they were given up meanwhile."""
        said = {"report": report, "drawings": json.dumps(drawings)}
        if not this_row(self).filter(ended_at__isnull=True).update(ended_at=timezone.now(), **said):
            return False
        kept = Figures.objects.filter(ended_at__isnull=False).order_by("-pk").values_list("pk", flat=True)
        Figures.objects.filter(ended_at__isnull=False).exclude(pk__in=list(kept[:KEPT])).delete()
        return True

    def fail(self, why: str) -> bool:
        """They did not come out; the sentence says why. False if they had ended before."""
        unfinished = this_row(self).filter(ended_at__isnull=True)
        return bool(unfinished.update(ended_at=timezone.now(), failure=why))

    def said(self) -> Report | None:
        """What they say; None if an earlier version of the audit wrote them and this one cannot read them."""
        try:
            return from_json(self.report)
        except (KeyError, TypeError, ValueError):
            return None

    def drawn(self) -> Drawn:
        """The charts, by name."""
        return {name: (wide, narrow) for name, (wide, narrow) in json.loads(self.drawings or "{}").items()}


def last_night(now: datetime) -> datetime:
    """When the newest night's figures were due: three o'clock at the house."""
    local = timezone.localtime(now)
    three = local.replace(hour=3, minute=0, second=0, microsecond=0)
    return three if three <= local else three - timedelta(days=1)
