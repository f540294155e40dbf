"""Own clocks: by which clock somebody lives, so that nobody's letter arrives at night.

What they say on their own page counts first; then what a colleague noted (`reaching.py`); then the clock by which
their latest letter was dated. Who is in none of them lives by the clock of the house.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from byhand.kit import clocks
from byhand.kit.clocks import LONGEST
from byhand.people.address import Address
from byhand.people.many import among
from byhand.people.own_link import AtTheirDoor
from byhand.people.person import Person
from byhand.team.clock import house_zone
from byhand.team.typed import objects_of


class OwnClockQuerySet(models.QuerySet["OwnClock"]):
    @transaction.atomic
    def say(self, zone: str, *, by: AtTheirDoor) -> None:
        """As they choose on their own page; empty: they say nothing of it any more. Raises NotTheirs."""
        address = by.confirm()
        said = {"zone": zone, "said_at": timezone.now()}
        theirs = self.filter(address__person=address.person_id).exclude(address=address)
        theirs.update(zone="", said_at=None)
        self.update_or_create(address=address, defaults=said if zone else {"zone": "", "said_at": None})

    def said_by(self, person: int) -> str:
        """What they chose, at whichever address; empty if nothing."""
        return _said(person).values_list("zone", flat=True).first() or ""

    def read(self, letters: Mapping[int, tuple[str, datetime]]) -> None:
        """How the letters from these addresses were dated: the clock, and when. An older one changes nothing.

        The clock of the house says no more than that theirs is the same. One statement.
        """
        if not letters:
            return
        house = house_zone()
        rows = [
            (address, "" if clocks.shows_the_same(clock, house, at) else clock, _moment(at))
            for address, (clock, at) in sorted(letters.items())
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_ownclock (address_id, zone, letters, written_at) VALUES "
                f"{', '.join(['(%s, %s, %s, %s)'] * len(rows))} ON CONFLICT (address_id) DO UPDATE "
                "SET letters = excluded.letters, written_at = excluded.written_at "
                "WHERE people_ownclock.written_at IS NULL OR people_ownclock.written_at < excluded.written_at",
                [value for address, clock, at in rows for value in (address, "", clock, at)],
            )


class OwnClock(models.Model):
    """Of one address: what its owner says, and what its latest letter showed. It goes with its address."""

    address = models.OneToOneField(
        Address, primary_key=True, on_delete=models.CASCADE, related_name="own_clock"
    )
    zone = models.CharField(max_length=LONGEST, blank=True, help_text="By its name, as they chose it.")
    said_at = models.DateTimeField(null=True)
    letters = models.CharField(
        max_length=LONGEST, blank=True, help_text="“+05:30”; empty: that of the house."
    )
    written_at = models.DateTimeField(null=True)

    objects = objects_of(OwnClockQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(zone="", said_at__isnull=True) | (~Q(zone="") & Q(said_at__isnull=False)),
                name="own_clock_said_at_some_time",
            )
        ]

    def __str__(self) -> str:
        return self.zone or self.letters


def clock_of_outer_person() -> Coalesce:
    """For a question about people: the clock by which each lives, as `kit/clocks.py` reads it; empty: the house's."""
    theirs = OuterRef("pk")
    said = _said(theirs).values("zone")[:1]
    written = OwnClock.objects.order_by("-written_at").filter(
        address__person=theirs, written_at__isnull=False
    )
    return Coalesce(
        Subquery(said), NullIf(F("reach_zone"), Value("")), Subquery(written.values("letters")[:1]), Value("")
    )


def clocks_at(addresses: Collection[int]) -> dict[int, str]:
    """The same for whoever has each of these addresses now. One query."""
    people = Person.objects.order_by().filter(addresses__in=among(addresses))
    return dict(people.annotate(clock=clock_of_outer_person()).values_list("addresses__pk", "clock"))


def _said(person: int | OuterRef) -> QuerySet[OwnClock]:
    return OwnClock.objects.filter(address__person=person).exclude(zone="").order_by("-said_at")


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
