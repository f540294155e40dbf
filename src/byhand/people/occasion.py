"""An occasion: a date that matters to a person, with or without a year, and who noted it or which message said it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.kit.card import Dated
from byhand.kit.days import FEBRUARY, LEAP_DAY, YearDay
from byhand.people.person import Person
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST = 80  # letters of what is marked
MOST_BEFORE = 60  # days
A_YEAR = 365


class NoOccasion(ValueError):
    """It cannot be marked; the text is a sentence for a person."""


class OccasionQuerySet(models.QuerySet["Occasion"]):
    def mark(
        self, person: Person, on: YearDay, *, by: User, kind: str = "", label: str = "",
        remind_before: int | None = None, message: int | None = None,
    ) -> Occasion:  # fmt: skip
        """A colleague notes a date; `remind_before` in days, None for no reminder; `message` the id of what said it.

        Raises NoOccasion.
        """
        fields = _checked(on, kind, label, remind_before)
        person.become_known()
        return self.create(person=person, message_id=message, by=by, **fields)

    def standing(self) -> OccasionQuerySet:
        """Without those that were taken away."""
        return self.filter(taken_away_at__isnull=True)

    def with_writer(self) -> OccasionQuerySet:
        """With the name of who noted it, and where the message stands that said it."""
        said = {"where": F("message__conversation__public_id"), "said_at": F("message__said_at")}
        return self.select_related("by").annotate(**said)

    def coming(self, today: date, days: int) -> OccasionQuerySet:
        """Those that come today or within so many days (at most a year), the next one first; each knows `comes_on`.

        One query, whatever turn of the year lies between.
        """
        last = today + timedelta(days=min(max(days, 0), A_YEAR))
        first_key, last_key = _key(today), _last_key(last)
        this_year = Q(in_year__gte=first_key) & _begun(today.year)
        if last.year == today.year:
            coming = this_year & Q(in_year__lte=last_key)
        else:
            coming = this_year | (Q(in_year__lte=last_key, in_year__lt=first_key) & _begun(today.year + 1))
        turn = Case(When(in_year__gte=first_key, then=Value(0)), default=Value(1))
        rows = self.standing().filter(coming).annotate(turn=turn)
        asked = Value(today, output_field=models.DateField())
        return rows.annotate(asked_on=asked).order_by("turn", "in_year", "pk")


class Occasion(models.Model):
    """One day of the year. `message` is what said it, if one did; `label` says it where no kind does."""

    class Kind(models.TextChoices):
        BIRTHDAY = "birthday", gettext_lazy("Birthday")
        ANNIVERSARY = "anniversary", gettext_lazy("Anniversary")
        OTHER = "other", gettext_lazy("Something else")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="occasions")
    person_id: int
    kind = models.CharField(max_length=11, choices=Kind, default=Kind.OTHER)
    label = models.CharField(max_length=LONGEST, blank=True)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    in_year = models.GeneratedField(
        expression=F("month") * 100 + F("day"),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    remind_before = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many days before the reminder comes; empty: none."
    )
    message = models.ForeignKey(
        "conversations.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="occasions"
    )
    message_id: int | None
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_away_at = models.DateTimeField(null=True, blank=True)
    taken_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    asked_on: date  # as `coming` was asked
    where: str | None  # of the message that said it, as `with_writer` reads it
    said_at: datetime | None

    objects = objects_of(OccasionQuerySet)

    class Meta:
        ordering = ["in_year", "pk"]
        indexes = [
            models.Index(fields=["in_year"], name="occasion_coming", condition=Q(taken_away_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__in=(1, 3, 5, 7, 8, 10, 12), day__range=(1, 31))
                | Q(month__in=(4, 6, 9, 11), day__range=(1, 30))
                | Q(month=FEBRUARY, day__range=(1, LEAP_DAY)),
                name="occasion_is_a_day",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1, 9999)), name="occasion_year"
            ),
            models.CheckConstraint(condition=~Q(kind="other", label=""), name="occasion_is_called_something"),
        ]

    def __str__(self) -> str:
        return f"{self.called()}, {self.on.written()}"

    @property
    def on(self) -> YearDay:
        return YearDay(self.month, self.day, self.year)

    @property
    def comes_on(self) -> date:
        """When it comes, as `coming` was asked."""
        return self.next_on(self.asked_on)

    def called(self) -> str:
        """What it is, in the reader's language where it is a usual one."""
        return self.label or str(Occasion.Kind(self.kind).label)

    def told(self) -> Dated:
        """As a card of another program has it."""
        return Dated(self.label if self.kind == Occasion.Kind.OTHER else self.kind, self.on)

    def next_on(self, today: date) -> date:
        """Today or the next time after it: 29 February on the 28th where there is none."""
        return self.on.next_on(today)

    def years_on(self, on: date) -> int | None:
        """How many years it will be on that day; None where the year is not known, or it is the first time."""
        return on.year - self.year if self.year is not None and on.year > self.year else None

    def is_to_be_told(self, today: date) -> bool:
        """Whether its reminder has come, and the day has not passed."""
        return self.remind_before is not None and (self.next_on(today) - today).days <= self.remind_before

    def change(
        self, on: YearDay, *, by: User, kind: str = "", label: str = "", remind_before: int | None = None
    ) -> bool:
        """A colleague corrects it; False if it was taken away meanwhile. Raises NoOccasion."""
        fields = _checked(on, kind, label, remind_before)
        still = this_row(self).filter(taken_away_at__isnull=True)
        return bool(still.update(**fields, changed_at=timezone.now(), changed_by=by))

    def take_away(self, *, by: User) -> bool:
        """It is shown no more; False if it was taken away before."""
        still = this_row(self).filter(taken_away_at__isnull=True)
        return bool(still.update(taken_away_at=timezone.now(), taken_away_by=by))


def dated(one: Dated, person: Person, *, by: User) -> Occasion:
    """What a card of another program says, not written yet."""
    usual = one.what in Occasion.Kind.values and one.what != Occasion.Kind.OTHER.value
    kind, label = (one.what, "") if usual else (Occasion.Kind.OTHER, one.what)
    day = {"month": one.on.month, "day": one.on.day, "year": one.on.year}
    return Occasion(person=person, kind=kind, label=label, by=by, **day)


def _checked(on: YearDay, kind: str, label: str, remind_before: int | None) -> dict[str, object]:
    label = " ".join(label.replace("\0", "").split())[:LONGEST]
    kind = kind or (Occasion.Kind.OTHER if label else "")
    if kind not in Occasion.Kind.values or (kind == Occasion.Kind.OTHER and not label):
        raise NoOccasion(_("Say what day it is: a birthday, or in your own words."))
    if not on.is_one():
        raise NoOccasion(_("There is no such day."))
    if remind_before is not None and not 0 <= remind_before <= MOST_BEFORE:
        raise NoOccasion(_("A reminder comes at most %(days)s days before.") % {"days": MOST_BEFORE})
    return {
        "kind": kind, "label": label, "month": on.month, "day": on.day, "year": on.year,
        "remind_before": remind_before,
    }  # fmt: skip


def _key(on: date) -> int:
    return on.month * 100 + on.day


def _last_key(on: date) -> int:
    """Where there is no 29 February, the 28th is its day, too."""
    return (
        max(_key(on), FEBRUARY * 100 + LEAP_DAY)
        if (on + timedelta(days=1)).day == 1 and on.month == 2
        else _key(on)
    )


def _begun(year: int) -> Q:
    return Q(year__isnull=True) | Q(year__lte=year)
