"""Away: the one switch of a colleague, and the days they will not be here. What is over is not kept (law 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from django.db import models
from django.utils import timezone

from byhand.team.typed import this_row

MOST_ABSENCES = 40
LONGEST_WORD = 120


class StoredAbsence(TypedDict):
    """An absence as it stands in its colleague's row; the days as ISO dates."""

    begins: str
    ends: str
    word: str


@dataclass(frozen=True, slots=True)
class Absence:
    """From one day to another, both whole, by the colleague's own clock. The word is for customers; it may be empty."""

    begins: date
    ends: date
    word: str = ""

    def stored(self) -> StoredAbsence:
        return {"begins": self.begins.isoformat(), "ends": self.ends.isoformat(), "word": self.word}

    def covers(self, day: date) -> bool:
        return self.begins <= day <= self.ends


class Away(models.Model):
    """What a colleague said of their being here. No `away_since`: at my desk."""

    away_since = models.DateTimeField(null=True, blank=True)
    away_until = models.DateTimeField(null=True, blank=True)
    absent = models.JSONField(default=list, blank=True, help_text="Days they are not here, soonest first.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(away_until__isnull=True) | models.Q(away_since__isnull=False),
                name="%(class)s_away_until_since",
            )
        ]

    def absences(self) -> list[Absence]:
        """Those that are not over, soonest first."""
        kept: list[StoredAbsence] = self.absent
        every = [
            Absence(date.fromisoformat(one["begins"]), date.fromisoformat(one["ends"]), one["word"])
            for one in kept
        ]
        today = timezone.now().date() - timedelta(days=1)  # wherever on earth they are
        return [one for one in every if one.ends >= today]

    def absence_on(self, day: date) -> Absence | None:
        return next((one for one in self.absences() if one.covers(day)), None)

    def switched_away(self, now: datetime | None = None) -> bool:
        """Whether the switch says so; a time they named brings them back by itself."""
        if self.away_since is None:
            return False
        return self.away_until is None or self.away_until > (now or timezone.now())

    def go_away(self, until: datetime | None = None) -> None:
        """They are not here; until then, or until they say otherwise."""
        self._switch(timezone.now(), until)

    def come_back(self) -> None:
        """They are at their desk."""
        self._switch(None, None)

    def be_absent(self, absence: Absence) -> None:
        """They will not be here on these days; a span that begins on the same day takes the place of the other."""
        others = [one for one in self.absences() if one.begins != absence.begins]
        self._keep_absences([*others, absence])

    def be_there(self, begins: date) -> None:
        """The absence that begins on that day is none."""
        self._keep_absences([one for one in self.absences() if one.begins != begins])

    def _keep_absences(self, absences: list[Absence]) -> None:
        inorder = sorted(absences, key=lambda one: one.begins)[:MOST_ABSENCES]
        self.absent = [one.stored() for one in inorder]
        this_row(self).update(absent=self.absent)

    def _switch(self, since: datetime | None, until: datetime | None) -> None:
        self.away_since, self.away_until = since, until
        this_row(self).update(away_since=since, away_until=until)
