"""Wishes: what a person wishes of what we start. How often at most, from when on again, by which ways, or nothing more.

Only they raise it: with their own link in hand, or by confirming a sign-up. Colleagues lower it, with a reason; no
import, program or chore has a door here at all. Words that a colleague heard do not raise it either, quoted or not:
what was meant is soon misread, and the link in our letters costs them one click. Rows are only ever added, a whole
state each, one a change and address. The newest holds; the database refuses what raises (`gate/evidence_guards.py`).

An address keeps its row when people are merged or taken apart, so of one person the strictest of their rows holds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.people.address import Address
from byhand.people.belonging import tell_anew
from byhand.people.doors import COLLEAGUES, Door
from byhand.people.many import among
from byhand.people.own_link import AtTheirDoor
from byhand.people.person import Person
from byhand.people.rhythm import STRICTER, Rhythm
from byhand.team.typed import objects_of
from byhand.team.user import User


class OnlyThey(Exception):
    """This would allow more than they do; the text is a sentence for a colleague."""


@dataclass(frozen=True, slots=True)
class Wished:
    """What holds for one person, or is to hold.

    `at_most`: a `Rhythm`; `is_their_own`: they chose it themselves, so it stands in place of the team's policy. Else
    it only lowers that. `paused_until`: the first day on which they may be written to again.
    """

    at_most: str = ""
    is_their_own: bool = False
    paused_until: date | None = None
    stopped_at: datetime | None = None
    not_by: frozenset[str] = frozenset()

    def is_stricter_or_same(self, than: Wished) -> bool:
        """Nothing of it allows more."""
        own = self.is_their_own and not (than.is_their_own and than.at_most == self.at_most)
        sooner = than.paused_until and (not self.paused_until or self.paused_until < than.paused_until)
        return not (
            own or sooner or STRICTER.index(self.at_most) < STRICTER.index(than.at_most)
            or (than.stopped_at and not self.stopped_at) or not self.not_by >= than.not_by
        )  # fmt: skip

    def with_strictest_of(self, other: Wished) -> Wished:
        one, two = sorted((self, other), key=lambda each: STRICTER.index(each.at_most))
        is_own = two.is_their_own and (one.is_their_own or not one.at_most)
        days = [each.paused_until for each in (self, other) if each.paused_until]
        stops = [each.stopped_at for each in (self, other) if each.stopped_at]
        return Wished(
            two.at_most, is_own, max(days, default=None), min(stops, default=None), self.not_by | other.not_by
        )

    def lowered_by(self, other: Wished) -> Wished:
        """The strictest of both, without becoming anybody's own choice by it."""
        now = self.with_strictest_of(other)
        return replace(now, is_their_own=self.is_their_own and now.at_most == self.at_most)


NOTHING_SAID = Wished()


class WishQuerySet(models.QuerySet["Wish"]):
    def newest(self) -> WishQuerySet:
        """Of each address the row that holds."""
        later = Wish.objects.filter(address=models.OuterRef("address"), pk__gt=models.OuterRef("pk"))
        return self.filter(~models.Exists(later))

    def of(self, people: Collection[int]) -> dict[int, Wished]:
        """What holds, by person; who said nothing is not in it. One query, however many."""
        rows = self.newest().filter(address__person__in=among(people)).order_by("pk")
        found: dict[int, Wished] = {}
        for row, person, spoken in rows.annotate_whose():
            one = row.state(is_theirs_still=spoken == person)
            found[person] = one.with_strictest_of(found[person]) if person in found else one
        return found

    def of_outer_person(self) -> WishQuerySet:
        """The rows that hold for the person of an outer query (its `pk`): for a question about a whole audience."""
        return self.newest().filter(address__person=models.OuterRef("pk"))

    def against(self, channel: str) -> WishQuerySet:
        """The rows that hold and let us begin nothing by this channel."""
        return self.newest().filter(
            models.Q(stopped_at__isnull=False) | models.Q(not_by__icontains=f'"{channel}"')
        )

    def of_one(self, person: Person) -> Wished:
        return self.of([person.pk]).get(person.pk, NOTHING_SAID)

    def annotate_whose(self) -> list[tuple[Wish, int, int | None]]:
        """With whose address it is, and whose the one is through which they last spoke."""
        rows = self.annotate(whose=models.F("address__person"), spoken=models.F("through__person"))
        return [(one, one.whose, one.spoken) for one in rows]  # type: ignore[attr-defined]

    @transaction.atomic
    def choose(self, wished: Wished, *, by: AtTheirDoor, door: Door = Door.PAGE) -> Wished:
        """As they say with their link in hand, for every address of theirs; gives what holds now. Raises NotTheirs.

        What was said through another address than this one can be lowered from here, and raised only from there.
        """
        here = by.confirm()
        for address, last in _held(here.person_id):
            before = last.state() if last else NOTHING_SAID
            if last is None or last.through_id in (
                None,
                here.pk,
            ):  # nobody spoke here, or they did, from here
                self._add(address, before, wished, door=door, through=here.pk)
            else:
                self._add(address, before, before.lowered_by(wished), door=door, through=last.through_id)
        return self.of([here.person_id]).get(here.person_id, NOTHING_SAID)

    @transaction.atomic
    def stop(self, *, by: AtTheirDoor, door: Door = Door.PAGE) -> None:
        """Nothing of our own accord from now on; what else holds at each address stays. Raises NotTheirs."""
        here, now = by.confirm(), timezone.now()
        for address, last in _held(here.person_id):
            before = last.state() if last else NOTHING_SAID
            through = (last.through_id if last else None) or here.pk
            self._add(
                address,
                before,
                replace(before, stopped_at=before.stopped_at or now),
                door=door,
                through=through,
            )

    @transaction.atomic
    def lower(self, person: Person, wished: Wished, *, because: str, by: User) -> None:
        """A colleague writes less to them than they allow. Raises OnlyThey if anything of it were more."""
        held = _held(person.pk)
        if not held:
            raise OnlyThey(_("They have no address that we could write to."))
        if not wished.is_stricter_or_same(self.of_one(person)):
            raise OnlyThey(
                _("That would be more than they allow. Only they change that, by the link in our letters.")
            )
        for address, last in held:
            before = last.state() if last else NOTHING_SAID
            through = last.through_id if last else None
            now = before.lowered_by(wished)
            self._add(address, before, now, door=Door.COLLEAGUE, through=through, because=because, by=by)

    def is_stopped_elsewhere(self, door: AtTheirDoor) -> bool:
        """They stopped through another address of theirs: from this one that cannot be lifted."""
        theirs = self.newest().filter(address__person=door.address.person_id, stopped_at__isnull=False)
        return theirs.filter(through__isnull=False).exclude(through=door.address).exists()

    def history(self, person: Person) -> WishQuerySet:
        """Who changed what, when and by which door, the newest first."""
        return self.filter(address__person=person).select_related("by", "address").order_by("-pk")

    def _add(self, address: Address, before: Wished, now: Wished, **said: Any) -> None:
        if now == before:
            return
        self.create(
            address=address, at_most=now.at_most, is_their_own=now.is_their_own, paused_until=now.paused_until,
            stopped_at=now.stopped_at, not_by=sorted(now.not_by), door=said.pop("door"),
            through_id=said.pop("through"), **said,
        )  # fmt: skip
        tell_anew({address.person_id})


class Wish(models.Model):
    """What holds at one address from a moment on, by which door it came, and who noted it. Never changed."""

    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="wishes")
    address_id: int
    at_most = models.CharField(max_length=12, choices=Rhythm, blank=True)
    is_their_own = models.BooleanField(default=False)
    paused_until = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    not_by = models.JSONField(default=list, help_text="Ways we may not begin by.")
    door = models.CharField(max_length=10, choices=Door)
    through = models.ForeignKey(
        Address, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="By which address's link they last spoke about this one.",
    )  # fmt: skip
    through_id: int | None
    because = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = objects_of(WishQuerySet)

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.CheckConstraint(condition=models.Q(at_most__in=STRICTER), name="wish_rhythm_is_known"),
            models.CheckConstraint(condition=models.Q(door__in=Door.values), name="wish_door_is_known"),
            models.CheckConstraint(
                condition=models.Q(door__in=COLLEAGUES, by__isnull=False)
                | (~models.Q(door__in=COLLEAGUES) & models.Q(by__isnull=True, through__isnull=False)),
                name="wish_says_whose_it_is",
            ),
        ]
        indexes = [models.Index(fields=["address", "id"], name="wish_newest")]

    def __str__(self) -> str:
        return f"wish by {self.door}"

    def state(self, *, is_theirs_still: bool = True) -> Wished:
        """As one value. A choice of who was merged here meanwhile, and is not any more, only lowers."""
        return Wished(
            self.at_most,
            self.is_their_own and is_theirs_still,
            self.paused_until,
            self.stopped_at,
            frozenset(self.not_by),
        )


def _held(person: int) -> list[tuple[Address, Wish | None]]:
    """Their addresses, locked in the order of their ids, each with the row that holds there."""
    rows = list(Address.objects.select_for_update(no_key=True).filter(person=person).order_by("pk"))
    newest = {one.address_id: one for one in Wish.objects.newest().filter(address__in=rows)}
    return [(one, newest.get(one.pk)) for one in rows]
