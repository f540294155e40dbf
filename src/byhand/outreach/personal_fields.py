"""Which facts about a reader may stand in words to many. What is not listed here cannot be put in; nothing is guessed.

To add one: a function that reads it for some people at once, the condition under which it is known, a line in FIELDS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from byhand.people.occasion import Occasion
from byhand.people.person import Person

LONGEST = 100
SOME_LEAP_YEAR = 2024
_TITLE = re.compile(r"(?i)^(?:mr|mrs|ms|mx|dr|prof|herr|frau|hr|fr|mme|m|sr|sra)\.?$")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]+")

Languages = Mapping[int, str]  # in which each of them reads, by person
Read = Callable[[Collection[int], Languages], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """`known`: of whom the fact is known, for a question about everybody; `read` gives it for some people."""

    name: str
    label: str | Promise
    known: Callable[[], Q]
    read: Read


def values_of(
    people: Collection[int], names: Collection[str], languages: Languages
) -> dict[int, dict[str, str]]:
    """What is known of each, by field; one line each, without what is not seen. A query a field."""
    found: dict[int, dict[str, str]] = {one: {} for one in people}
    for name in sorted(set(names) & BY_NAME.keys()):
        for person, value in BY_NAME[name].read(people, languages).items():
            if seen := " ".join(_UNSEEN.sub(" ", value).split())[:LONGEST]:
                found[person][name] = seen
    return found


def first_name(name: str) -> str:
    """What one calls them: “Ruth” of “Ruth Okafor”, “Okafor, Ruth” and “Dr. Ruth Okafor”."""
    last, comma, given = name.partition(",")
    words = (f"{given} {last}" if comma and given.strip() else last).split()
    kept = [one for one in words if not _TITLE.match(one)]
    return (kept or words or [""])[0].strip(",.")


def _first(people: Collection[int], _languages: Languages) -> Mapping[int, str]:
    return {pk: first_name(name) for pk, name in _names(people)}


def _whole(people: Collection[int], _languages: Languages) -> Mapping[int, str]:
    return dict(_names(people))


def _names(people: Collection[int]) -> list[tuple[int, str]]:
    named = Person.objects.order_by().filter(HAS_A_NAME, pk__in=people)
    return list(named.values_list("pk", "name"))


def _organisations(people: Collection[int], _languages: Languages) -> Mapping[int, str]:
    belonging = Person.objects.order_by().filter(pk__in=people, organisation__isnull=False)
    return dict(belonging.values_list("pk", "organisation__name"))


def _birthdays(people: Collection[int], languages: Languages) -> Mapping[int, str]:
    """The day without the year: how old somebody is stands in no letter to many."""
    found: dict[int, str] = {}
    rows = Occasion.objects.standing().filter(person__in=people, kind=Occasion.Kind.BIRTHDAY).order_by("-pk")
    for one in rows:
        with translation.override(languages.get(one.person_id, "")):
            found[one.person_id] = date_format(one.on.in_year(SOME_LEAP_YEAR), "MONTH_DAY_FORMAT")
    return found


def _since(people: Collection[int], _languages: Languages) -> Mapping[int, str]:
    known = Person.objects.order_by().filter(pk__in=people, known_since__isnull=False)
    return {pk: str(at.year) for pk, at in known.values_list("pk", "known_since") if at}


# An address in place of a name is no name.
HAS_A_NAME = ~Q(name="") & ~Q(name__contains="@")


def _has_a_birthday() -> Q:
    theirs = Occasion.objects.standing().filter(person=OuterRef("pk"), kind=Occasion.Kind.BIRTHDAY)
    return Q(Exists(theirs))


FIELDS = (
    Field("first", _("first name"), lambda: HAS_A_NAME, _first),
    Field("name", _("name"), lambda: HAS_A_NAME, _whole),
    Field("organisation", _("organisation"), lambda: Q(organisation__isnull=False), _organisations),
    Field("birthday", _("birthday, without the year"), _has_a_birthday, _birthdays),
    Field("since", _("year since when we know them"), lambda: Q(known_since__isnull=False), _since),
)
BY_NAME = {one.name: one for one in FIELDS}
