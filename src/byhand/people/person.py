"""A person: someone we know."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from byhand.people.blocking import Blocking
from byhand.people.many import among
from byhand.people.merging import Merged
from byhand.people.organisation import Organisation
from byhand.people.reaching import Reaching
from byhand.people.words import KNOWN
from byhand.search.documents import row_of
from byhand.search.terms import Term, phrase
from byhand.team.typed import objects_of
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.people.address import AddressQuerySet
    from byhand.people.memory import Memory, MemoryQuerySet
    from byhand.people.occasion import Occasion, OccasionQuerySet
    from byhand.people.stay import StayQuerySet
    from byhand.people.tie import TieEnd, TieEndQuerySet

PORTIONS = 4  # of what the index gives: some thousands of people


class PersonQuerySet(models.QuerySet["Person"]):
    def standing(self) -> PersonQuerySet:
        """Without those who were merged into another."""
        return self.filter(merged_into__isnull=True)

    def look_again(self) -> None:
        """They have changed: whom they may be the same as is asked anew."""
        self.update(clues_at=None, compared_at=None)

    def matching(self, words: str) -> PersonQuerySet:
        """People whose name or address holds each of the words."""
        found = self
        for word in words.replace("\0", " ").split()[:8]:  # PostgreSQL refuses a NUL in a text
            found = found.filter(_holding(word))
        return found

    def named(self, words: str, *, most: int) -> list[Person]:
        """A few of these people whose name, address or organisation has the words, by the index; of very many who are
        called that, those who were made last are looked through for them."""
        terms = tuple(Term((one,)) for word in words.split() if (one := phrase(word, unfinished=True)))
        found = list[Person]()
        for keys in islice(KNOWN.walk(terms), PORTIONS) if terms else ():
            here = self.standing().filter(pk__in=among([row_of(key)[1] for key in keys]))
            rows = here.select_related("organisation").prefetch_related("addresses").order_by("name", "pk")
            found += rows[: most - len(found)]
            if len(found) == most:
                break
        return found


def _holding(word: str) -> Q:
    """By their own name, an address, or the name of somebody who was merged into them; each looked through once."""
    held = Person.objects.filter(name__icontains=word)
    reached = Person.objects.filter(addresses__value__icontains=word)
    merged = held.filter(merged_into__isnull=False)
    return (
        Q(pk__in=held.values("pk")) | Q(pk__in=reached.values("pk")) | Q(pk__in=merged.values("merged_into"))
    )


class Person(Blocking, Merged, Reaching):
    """Someone we know, under one name however many addresses they use."""

    name = models.CharField(max_length=200, blank=True)
    line = models.CharField(
        max_length=200, blank=True, help_text="One line: what they do, where they belong."
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        help_text="Where they belong now, as their stays say; stay.py alone writes it.",
    )
    made_at = models.DateTimeField(default=timezone.now)
    known_since = models.DateTimeField(
        null=True, blank=True, help_text="When a colleague first wrote to them or added them by hand."
    )
    shows_pictures_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when remote pictures in their mail are fetched."
    )
    shows_pictures_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    clues_at = models.DateTimeField(
        null=True, blank=True, help_text="When what they may be recognised by was written down."
    )
    compared_at = models.DateTimeField(
        null=True, blank=True, help_text="When they were last compared with the others."
    )

    addresses: AddressQuerySet
    memories: MemoryQuerySet
    merged: PersonQuerySet
    occasions: OccasionQuerySet
    stays: StayQuerySet
    ties: TieEndQuerySet
    told_memories: list[Memory]  # what an export may tell, where it was read
    told_occasions: list[Occasion]
    told_ties: list[TieEnd]
    organisation_id: int | None

    objects = objects_of(PersonQuerySet)

    # Three abilities, three parents with a Meta that says no more than "abstract".
    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        ordering = ["name"]
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["clues_at"], name="person_clues"),
            models.Index(fields=["compared_at"], name="person_compared"),
            models.Index(fields=["blocked_at"], name="person_blocked", condition=Q(blocked_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.called()

    def called(self) -> str:
        """What to call them on the page: their name, else an address."""
        if self.name:
            return self.name
        first = self.addresses.first() if self.pk else None
        return first.called() if first else ""

    def is_known(self) -> bool:
        """A colleague has written to them or added them: their mail is never folded away."""
        return self.known_since is not None

    def become_known(self) -> None:
        """A colleague turned to them."""
        Person.objects.filter(pk=self.pk, known_since__isnull=True).update(known_since=timezone.now())

    def rename(self, name: str) -> None:
        self.name, self.clues_at, self.compared_at = name.strip()[:200], None, None
        self.save(update_fields=["name", "clues_at", "compared_at"])

    def describe(self, *, name: str, line: str) -> None:
        """What a colleague corrects on the card."""
        self.name, self.line = name.strip()[:200], line.strip()[:200]
        self.clues_at = self.compared_at = None
        self.save(update_fields=["name", "line", "clues_at", "compared_at"])

    def show_pictures(self, *, by: User) -> None:
        """Their mail may fetch its pictures from now on, because a colleague asked for them."""
        self.shows_pictures_since, self.shows_pictures_by = timezone.now(), by
        self.save(update_fields=["shows_pictures_since", "shows_pictures_by"])

    def hide_pictures(self) -> None:
        self.shows_pictures_since, self.shows_pictures_by = None, None
        self.save(update_fields=["shows_pictures_since", "shows_pictures_by"])
