"""The batch: when everybody was last compared with everybody, and whether it is wanted or going on."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.people.card_import import CardImport
from byhand.people.person import Person
from byhand.team.typed import this_row
from byhand.work.worker import is_surely_gone

# So many people who came since make it worth while by itself, and not before that long after the last one.
MANY, REST = 10_000, timedelta(hours=6)
LONGEST = timedelta(hours=2)
# Somebody new comes any minute; those of an import are many more.
ON_THE_WAY = 500


class Batch(models.Model):
    """One row. Wanted when it was asked for after it was last begun."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    asked_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    begun_by = models.CharField(max_length=80, blank=True, help_text="The worker, while it is going on.")
    ended_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, help_text="What went wrong, as a sentence; empty if nothing did.")
    reached = models.BigIntegerField(default=0, help_text="The newest person of the last batch.")
    compared = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0, help_text="How many pairs it asks about.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_batch")]

    def __str__(self) -> str:
        return f"batch up to {self.reached}"

    @classmethod
    def current(cls) -> Batch:
        return cls.objects.get_or_create(pk=1)[0]

    def is_going(self) -> bool:
        return bool(self.begun_by)

    def is_wanted(self) -> bool:
        return self.asked_at is not None and (self.begun_at is None or self.begun_at < self.asked_at)

    def is_worth_while(self) -> bool:
        """Ten thousand came since, they were compared by their clues, and it has rested."""
        if self.ended_at and timezone.now() - self.ended_at < REST:
            return False
        people = Person.objects.standing().order_by("pk").values_list("pk")
        if (
            not people.filter(pk__gt=self.reached)[MANY - 1 : MANY].exists()
            or CardImport.objects.going().exists()
        ):
            return False
        return not people.filter(compared_at__isnull=True)[ON_THE_WAY : ON_THE_WAY + 1].exists()

    def ask(self) -> None:
        """Everybody is to be compared; asked twice is once."""
        this_row(self).update(asked_at=timezone.now())

    def claim(self, worker: str) -> bool:
        """Begun, by this worker alone; False if another was quicker."""
        changed = {"begun_at": timezone.now(), "begun_by": worker, "failure": ""}
        return bool(this_row(self).filter(begun_by="", begun_at=self.begun_at).update(**changed))

    def done(self, *, reached: int, compared: int, found: int) -> bool:
        """It came out well. False if it was given up meanwhile."""
        return self._end(reached=reached, compared=compared, found=found)

    def fail(self, why: str) -> bool:
        """It did not; the sentence says why. False if it had ended before."""
        return self._end(failure=why)

    def has_taken_too_long(self) -> bool:
        return self.is_going() and self.begun_at is not None and timezone.now() - self.begun_at > LONGEST

    def give_up_lost(self) -> None:
        """Its machine stopped in the middle: it is wanted again. What it wrote until then stands."""
        if self.has_taken_too_long():
            self.fail(_("It took longer than two hours."))
        elif self.is_going() and is_surely_gone(self.begun_by):
            self.fail(_("The machine stopped in the middle; it is begun anew."))
            self.ask()

    def _end(self, **changed: object) -> bool:
        going = this_row(self).exclude(begun_by="")
        return bool(going.update(begun_by="", ended_at=timezone.now(), **changed))
