"""A tie: how two people know each other. Each end says what that one is to the other: teacher, and pupil.

An end is a row of its own, so that it goes along when its person is merged, and comes back when they are taken apart.
Where the other is nobody we know, the end has a name alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.people.person import Person
from byhand.people.tie_kind import TieKind
from byhand.people.tie_kinds import LONGEST_KIND, inverse_of, said, usual
from byhand.team.kept import Given
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST_NAME = 200


class NoTie(ValueError):
    """It cannot be noted; the text is a sentence for a person."""


class TieQuerySet(models.QuerySet["Tie"]):
    @transaction.atomic
    def tie(self, person: Person, other: Person | str, *, is_what: str, by: User, back: str = "") -> Tie:
        """The other, a person or a name, is this to them. Raises NoTie.

        `back` is what they are to the other, where no usual kind says it.
        """
        what, back = (usual(_cleaned(one, LONGEST_KIND)) for one in (is_what, back))
        back = back or inverse_of(what)
        name = _cleaned(other, LONGEST_NAME) if isinstance(other, str) else ""
        if not what or (isinstance(other, str) and not name):
            raise NoTie(_("Say who it is, and what they are to each other."))
        if isinstance(other, Person) and other.pk == person.pk:
            raise NoTie(_("Nobody has a tie to themselves."))
        one = self.create(by=by)
        TieEnd.objects.bulk_create(_ends(one, person, name or other, what, back))
        if what and back:
            TieKind.objects.keep(what, back, by=by)
        person.become_known()
        return one

    def bulk_tie(self, ties: Sequence[tuple[Person, Person | str, str]], *, by: User) -> None:
        """Many at once, checked before: who, whom they know, and what that one is to them."""
        made = self.bulk_create([Tie(by=by) for _one in ties])
        ends = [
            _ends(one, person, other, what, inverse_of(what))
            for one, (person, other, what) in zip(made, ties, strict=True)
        ]
        TieEnd.objects.bulk_create([end for two in ends for end in two])


class Tie(models.Model):
    """Who noted that two know each other, and who took it away."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    taken_away_at = models.DateTimeField(null=True, blank=True)
    taken_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    ends: TieEndQuerySet
    told_ends: list[TieEnd]  # those an export may tell

    objects = objects_of(TieQuerySet)

    def __str__(self) -> str:
        return " – ".join(map(str, self.ends.all()))

    def take_away(self, *, by: User) -> bool:
        """It is shown no more; False if it was taken away before."""
        still = this_row(self).filter(taken_away_at__isnull=True)
        return bool(still.update(taken_away_at=timezone.now(), taken_away_by=by))


class TieEndQuerySet(models.QuerySet["TieEnd"]):
    def standing(self) -> TieEndQuerySet:
        """Of ties that nobody took away."""
        return self.filter(tie__taken_away_at__isnull=True)

    def beyond(self, person: int | Given) -> TieEndQuerySet:
        """The other ends of a person's ties, with who they are; none of a tie whose ends have become one person."""
        ties = TieEnd.objects.filter(person=person).values("tie")
        others = self.standing().filter(tie__in=ties).exclude(person=person)
        return others.select_related("person", "tie__by").order_by("is_what", "pk")


class TieEnd(models.Model):
    """One of two: a person, or a name alone, and what they are to the other."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="ends")
    tie_id: int
    side = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="ties")
    person_id: int | None
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    is_what = models.CharField(max_length=LONGEST_KIND, blank=True)

    objects = objects_of(TieEndQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tie", "side"], name="tie_end_once"),
            models.CheckConstraint(condition=Q(side__in=(0, 1)), name="tie_has_two_ends"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="tie_end_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.called()

    def called(self) -> str:
        return self.person.called() if self.person else self.name

    def said(self) -> str:
        """What they are, in the reader's language where it is a usual kind; empty where nobody said."""
        return said(self.is_what)


def _ends(tie: Tie, person: Person, other: Person | str, what: str, back: str) -> list[TieEnd]:
    is_name = isinstance(other, str)
    return [
        TieEnd(tie=tie, side=0, person=person, is_what=back),
        TieEnd(
            tie=tie, side=1, person=None if is_name else other, name=other if is_name else "", is_what=what
        ),
    ]


def _cleaned(text: str, most: int) -> str:
    return " ".join(text.replace("\0", "").split())[:most]
