"""An import of a list: the export of another program, what a colleague declared of it, and how far it was read."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.conversations.erasing.also import also_forgets
from byhand.gate.erasing import NotNow
from byhand.outreach.people_list import LONGEST
from byhand.people.card_import import ReadElsewhere, folder
from byhand.people.consent_importing import Declared, Taken
from byhand.people.topic import Topic
from byhand.team.typed import objects_of
from byhand.team.user import User


class ListImportQuerySet(models.QuerySet["ListImport"]):
    def going(self) -> ListImportQuerySet:
        """Those that have not ended, the first one first."""
        return self.filter(ended_at__isnull=True).order_by("asked_at", "pk")

    def visible_to(self, user: User) -> ListImportQuerySet:
        """One's own: its account names addresses. Owners see every one, guests none."""
        if user.is_guest:
            return self.none()
        newest = self.order_by("-asked_at", "-pk")
        return newest if user.is_owner else newest.filter(asked_by=user)


class ListImport(models.Model):
    """Resumable: `reached` moves in the transaction that writes. Without a topic it touches nobody's consent."""

    COUNTED = ("agreed", "withdrew", "marked", "left_out")

    name = models.CharField(max_length=120, help_text="As the file was called.")
    file = models.CharField(max_length=160, help_text="Its name in the folder of imports.")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    topic_id: int | None
    source = models.CharField(max_length=300, blank=True)
    on = models.DateField(null=True)
    to_list = models.CharField(max_length=LONGEST, blank=True, help_text="A list for all of them.")
    takes_lists = models.BooleanField(default=False, help_text="Their lists and tags become lists here.")
    reached = models.PositiveIntegerField(default=0, help_text="How many rows lie behind.")
    total = models.PositiveIntegerField(default=0, help_text="Counted when the reading begins.")
    agreed = models.PositiveIntegerField(default=0)
    withdrew = models.PositiveIntegerField(default=0)
    marked = models.PositiveIntegerField(default=0, help_text="Addresses to which mail came back.")
    left_out = models.PositiveIntegerField(default=0)
    listed = models.PositiveIntegerField(default=0, help_text="How often somebody was put on a list.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by_id: int
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    objects = objects_of(ListImportQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__isnull=True) | (~models.Q(source="") & models.Q(on__isnull=False)),
                name="list_import_declares_its_source",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return folder() / self.file

    def declared(self) -> Declared | None:
        if self.topic is None or self.on is None:
            return None
        return Declared(self.topic, self.source, self.on, self.asked_by)

    def counts_to(self, total: int) -> None:
        self.total = total
        self.save(update_fields=["total"])

    def advance(self, taken: Taken, *, reached: int, listed: int) -> None:
        """Moves on, in the transaction that writes. Raises ReadElsewhere if another process has moved it."""
        mine = ListImport.objects.filter(pk=self.pk, reached=self.reached, ended_at__isnull=True)
        more = {one: models.F(one) + getattr(taken, one) for one in self.COUNTED}
        if not mine.update(reached=reached, listed=models.F("listed") + listed, **more):
            raise ReadElsewhere
        self.reached = reached

    def end(self, trouble: str = "") -> None:
        """Everything was read, or it cannot be; the file goes."""
        self.ended_at, self.trouble = timezone.now(), trouble
        self.save(update_fields=["ended_at", "trouble"])
        self.path.unlink(missing_ok=True)

    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return min(self.reached / self.total, 1.0) if self.total else float(self.ended_at is not None)


class NotListed(models.Model):
    """A line that was not taken, and why, as a sentence."""

    of = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    because = models.CharField(max_length=300)
    raw = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "not listed"
        ordering = ["of", "line", "pk"]

    def __str__(self) -> str:
        return f"{self.line}: {self.because}"


def forget_raw_lines() -> None:
    """With whoever is erased: lines that were not taken may name them. Raises NotNow while a list is being read."""
    if ListImport.objects.going().exists():
        raise NotNow(_("A list is being read this moment that may name them. Try again when it has ended."))
    NotListed.objects.exclude(raw="").update(raw="")


also_forgets(forget_raw_lines)
