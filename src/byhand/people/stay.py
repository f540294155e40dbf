"""A stay: where a person belongs or belonged, as what, from when until when.

`Person.organisation` names the stay that stands on the card: it is worked out from these rows in the transaction that
writes them, and nobody else writes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.people.organisation import Organisation
from byhand.people.person import Person
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST_ROLE, LONGEST_NAME = 100, 200


class NoStay(ValueError):
    """It cannot be noted; the text is a sentence for a person."""


class StayQuerySet(models.QuerySet["Stay"]):
    @transaction.atomic
    def belong(
        self, person: Person, to: Organisation | str, *, by: User, role: str = "", since: date | None = None,
        until: date | None = None,
    ) -> Stay:  # fmt: skip
        """They belong there, as this; an organisation of that name is found, or begun. Raises NoStay."""
        firm = organisation_called(to) if isinstance(to, str) else to
        _guard(since, until)
        role = " ".join(role.replace("\0", "").split())[:LONGEST_ROLE]
        one = self.create(person=person, organisation=firm, role=role, since=since, until=until, by=by)
        settle_organisations([person.pk])
        return one

    @transaction.atomic
    def move(self, person: Person, to: str, *, by: User) -> None:
        """Another program says where they belong now, or nowhere; where their card said so, they did until today."""
        for one in self.now().filter(person=person, organisation=person.organisation_id):
            if one.since and one.since > timezone.localdate():
                one.take_away(by=by)
            else:
                one.end(timezone.localdate())
        if to:
            self.belong(person, to, by=by)

    def standing(self) -> StayQuerySet:
        """Without those that were taken away."""
        return self.filter(taken_away_at__isnull=True)

    def now(self) -> StayQuerySet:
        """Those that have not ended."""
        return self.standing().filter(until__isnull=True)

    def newest_first(self) -> StayQuerySet:
        return self.order_by(models.F("until").desc(nulls_first=True), "-noted_at", "-pk")


class Stay(models.Model):
    """One of a person's places; `by` is empty for those that came before there were stays."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stays")
    person_id: int
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="stays")
    organisation_id: int
    role = models.CharField(max_length=LONGEST_ROLE, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    taken_away_at = models.DateTimeField(null=True, blank=True)
    taken_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(StayQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="stay_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.organisation_id}"

    @transaction.atomic
    def end(self, on: date) -> bool:
        """They belonged there until that day; False if it was taken away meanwhile. Raises NoStay."""
        _guard(self.since, on)
        ended = this_row(self).filter(taken_away_at__isnull=True).update(until=on)
        settle_organisations([self.person_id])
        return bool(ended)

    @transaction.atomic
    def take_away(self, *, by: User) -> bool:
        """It was never so; False if it was taken away before."""
        still = this_row(self).filter(taken_away_at__isnull=True)
        taken = still.update(taken_away_at=timezone.now(), taken_away_by=by)
        settle_organisations([self.person_id])
        return bool(taken)


def _guard(since: date | None, until: date | None) -> None:
    """What has not ended yet has no end: nobody would look on the day it comes."""
    if since and until and until < since:
        raise NoStay(_("It ends before it begins."))
    if until and until > timezone.localdate():
        raise NoStay(_("Say when it has ended; that day is still to come."))


def organisation_called(name: str) -> Organisation:
    """The one of that name, whatever its case; begun if there is none. Raises NoStay."""
    name = " ".join(name.replace("\0", "").split())[:LONGEST_NAME]
    if not name:
        raise NoStay(_("Say where they belong."))
    found = Organisation.objects.filter(name__iexact=name).order_by("pk").first()
    return found or Organisation.objects.create(name=name)


def settle_organisations(people: Collection[int]) -> None:
    """Puts on each card where they belong now: what stands there, if they still do, else the newest of the rest."""
    now: defaultdict[int, list[int]] = defaultdict(list)
    standing = Stay.objects.now().filter(person__in=people).newest_first()
    for person, firm in standing.values_list("person", "organisation"):
        now[person].append(firm)
    for person, on_card in Person.objects.filter(pk__in=people).values_list("pk", "organisation"):
        here = now[person]
        if on_card not in here and (on_card or here):
            Person.objects.filter(pk=person).update(organisation=here[0] if here else None)


def note_stays(people: Iterable[Person], *, by: User) -> None:
    """For people whose card was filled with an organisation, many at once."""
    Stay.objects.bulk_create(Stay(person=one, organisation=one.organisation, by=by) for one in people)
