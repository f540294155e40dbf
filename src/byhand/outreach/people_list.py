"""A list of people: put together by hand, kept from an audience, or brought along from elsewhere."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.outreach.listed import Listed
from byhand.outreach.looking import Looking
from byhand.people.person import Person, PersonQuerySet
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST = 80


class NoList(ValueError):
    """It cannot be a list; the text is a sentence for a person."""


class PeopleListQuerySet(models.QuerySet["PeopleList"]):
    def standing(self) -> PeopleListQuerySet:
        """Those that are not put away."""
        return self.filter(put_away_at__isnull=True)

    def changeable_by(self, user: User) -> PeopleListQuerySet:
        """Every colleague puts people on lists; guests only look."""
        return self.none() if user.is_guest else self.standing()

    def begin(self, name: str, *, by: User) -> PeopleList:
        """A new one. Raises NoList where one is called so."""
        name = named(name)
        if not name:
            raise NoList(_("Give the list a name."))
        if self.standing().filter(name__iexact=name).exists():
            raise NoList(_("There is a list of that name."))
        return self.create(name=name, by=by)

    def called(self, name: str, *, by: User) -> PeopleList:
        """The standing one of that name, or a new one; the name is not empty."""
        found = self.standing().filter(name__iexact=named(name)).order_by("pk").first()
        return found or self.create(name=named(name), by=by)


class PeopleList(models.Model):
    """Its name, and who began it."""

    name = models.CharField(max_length=LONGEST)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_away_at = models.DateTimeField(null=True, blank=True)
    put_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(PeopleListQuerySet)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def people(self, looking: Looking) -> PersonQuerySet:
        """Those on it whom the looking colleague may know of."""
        return looking.people().filter(pk__in=Listed.objects.filter(of=self).values("person"))

    def add(self, people: Collection[int], *, by: User) -> int:
        """These people stand on it from now on; says how many are new."""
        here = set(Listed.objects.filter(of=self, person__in=people).values_list("person", flat=True))
        new = [Listed(of=self, person_id=one, by=by) for one in dict.fromkeys(people) if one not in here]
        Listed.objects.bulk_create(new)
        return len(new)

    def add_all(self, people: PersonQuerySet, *, by: User) -> int:
        """The same for everybody a query gives, however many."""
        count, portion = 0, list[int]()
        for pk in people.order_by().values_list("pk", flat=True).iterator(chunk_size=2000):
            portion.append(pk)
            if len(portion) == 2000:
                count, portion = count + self.add(portion, by=by), []
        return count + self.add(portion, by=by)

    def take_off(self, person: Person) -> bool:
        """They stand on it no more; False if they did not."""
        gone, _rows = Listed.objects.filter(of=self, person=person).delete()
        return bool(gone)

    def put_away(self, *, by: User) -> bool:
        """Offered no more; an audience that names it keeps it. False if somebody was quicker."""
        standing = this_row(self).filter(put_away_at__isnull=True)
        return bool(standing.update(put_away_at=timezone.now(), put_away_by=by))


def named(text: str) -> str:
    """As a list is called: one line."""
    return " ".join(text.replace("\0", "").split())[:LONGEST]
