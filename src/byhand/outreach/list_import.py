"""An import of a list: the export of another program, what a colleague declared of it, and how far it was read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from byhand.conversations.erasing.also import also_forgets
from byhand.gate.erasing import NotNow
from byhand.outreach.people_list import LONGEST
from byhand.people.consent_importing import Declared
from byhand.people.file_import import FileImport
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


class ListImport(FileImport):
    """It begins at once. Without a topic it touches nobody's consent."""

    COUNTED = ("agreed", "withdrew", "marked", "left_out")

    topic = models.ForeignKey(Topic, null=True, on_delete=models.PROTECT, related_name="+")
    topic_id: int | None
    source = models.CharField(max_length=300, blank=True)
    on = models.DateField(null=True)
    to_list = models.CharField(max_length=LONGEST, blank=True, help_text="A list for all of them.")
    takes_lists = models.BooleanField(default=False, help_text="Their lists and tags become lists here.")
    agreed = models.PositiveIntegerField(default=0)
    withdrew = models.PositiveIntegerField(default=0)
    marked = models.PositiveIntegerField(default=0, help_text="Addresses to which mail came back.")
    listed = models.PositiveIntegerField(default=0, help_text="How often somebody was put on a list.")

    objects = objects_of(ListImportQuerySet)

    class Meta(FileImport.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__isnull=True) | (~models.Q(source="") & models.Q(on__isnull=False)),
                name="list_import_declares_its_source",
            )
        ]

    def declared(self) -> Declared | None:
        if self.topic is None or self.on is None:
            return None
        return Declared(self.topic, self.source, self.on, self.asked_by)

    def counts_to(self, total: int) -> None:
        """How many rows there are, counted when the reading begins."""
        self.total = total
        self.save(update_fields=["total"])


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
