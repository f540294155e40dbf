"""Comparing: who may be the same as whom, in portions, as people are written. Nothing of it on anybody's request.

First what everyone may be recognised by is written down (`Clue`), then whoever shares a clue is compared. A clue that
many share tells nothing and is passed over, so that the work grows with the people and not with their pairs.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.people.asking import Pair, ask_about, decided, to_be_asked
from byhand.people.clue import FROM_LETTERS, Clue
from byhand.people.homes import gather_strays
from byhand.people.likeness import reasons, weight, what_speaks
from byhand.people.person import Person
from byhand.people.profile import Key, Profile, profiles_of
from byhand.people.resemblance import Resemblance

# On SQLite nobody else writes while a portion is written: a tenth of a second, then as long a pause for whoever waits.
PORTION, PAUSE = 100, 0.15
SECONDS = 3.0
# More people under one clue are compared by that clue no more.
MOST_SHARING = 12
ALIKE: dict[str, tuple[str, ...]] = {
    Clue.Kind.NAME: (Clue.Kind.NAME,), Clue.Kind.CALLED: (Clue.Kind.CALLED,), Clue.Kind.LOCAL: (Clue.Kind.LOCAL,),
    Clue.Kind.SHORT: (Clue.Kind.FULL,), Clue.Kind.FULL: (Clue.Kind.SHORT,),
    Clue.Kind.PHONE: (Clue.Kind.PHONE, Clue.Kind.SIGNED), Clue.Kind.SIGNED: (Clue.Kind.PHONE, Clue.Kind.SIGNED),
}  # fmt: skip


def compare_due() -> str:
    """The chore: writes down clues, then compares, for a second or two. Says how many pairs were found."""
    until, found = time.monotonic() + SECONDS, 0
    gather_strays()
    while time.monotonic() < until:
        if not write_clues():
            done, new = compare_some()
            found += new
            if not done:
                break
        time.sleep(PAUSE)
    return ngettext("%(count)s pair may be the same.", "%(count)s pairs may be the same.", found) % {
        "count": found
    } if found else ""  # fmt: skip


@transaction.atomic
def write_clues() -> int:
    """Of the next portion of people; says how many people."""
    ids = _next(Q(clues_at__isnull=True))
    profiles = profiles_of(Person.objects.filter(pk__in=ids))
    Clue.objects.filter(person__in=ids).exclude(kind__in=FROM_LETTERS).delete()
    rows = [Clue(person_id=one.person, kind=k, value=v) for one in profiles.values() for k, v in one.clues()]
    Clue.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)
    Person.objects.filter(pk__in=ids).update(clues_at=timezone.now())
    return len(ids)


@transaction.atomic
def compare_some() -> tuple[int, int]:
    """The next portion of people with whoever shares a clue; how many people, and how many new pairs."""
    ids = _next(Q(compared_at__isnull=True, clues_at__isnull=False))
    if not ids:
        return 0, 0
    pairs, counts = _sharing(ids)
    asked = Resemblance.objects.undecided().touching(ids)
    before = {(one, other): pk for pk, one, other in asked.values_list("pk", "one", "other")}
    of_batch = {
        (one, other): then for one, other, then in asked.of_batch().values_list("one", "other", "weight")
    }
    among = {one for pair in pairs | of_batch.keys() for one in pair}
    profiles = profiles_of(Person.objects.standing().filter(pk__in=among))
    found = _resemblances(pairs - decided(profiles), profiles, counts)
    new = _keep(before, found, _still_so(of_batch, profiles, counts))
    Person.objects.filter(pk__in=ids).update(compared_at=timezone.now())
    return len(ids), new


def _next(which: Q) -> list[int]:
    return list(Person.objects.standing().filter(which).order_by("pk").values_list("pk", flat=True)[:PORTION])


def _sharing(ids: list[int]) -> tuple[set[Pair], dict[Key, int]]:
    """Pairs of these people and anybody who shares a clue that few share; how many have each clue of theirs."""
    own: dict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for person, kind, value in Clue.objects.filter(person__in=ids).values_list("person", "kind", "value"):
        if kind in ALIKE:
            own[kind][value].add(person)
    pairs: set[Pair] = set()
    counts: dict[Key, int] = {}
    for kind, values in own.items():
        for other in ALIKE[kind]:
            sharing, many = _holders(other, values)
            counts |= {(other, value): number for value, number in many.items()}
            for value, people in sharing.items():
                pairs |= {(min(a, b), max(a, b)) for a in values[value] for b in people if a != b}
    return pairs, counts


def _holders(kind: str, values: Iterable[str]) -> tuple[dict[str, list[int]], dict[str, int]]:
    """Who has each clue, where few have it, and how many have it in any case."""
    rows = Clue.objects.filter(kind=kind, value__in=list(values), person__merged_into__isnull=True)
    counts = dict(rows.values_list("value").annotate(number=Count("person")))
    few = [value for value, number in counts.items() if number <= MOST_SHARING]
    held = rows.filter(value__in=few).order_by("value").values_list("value", "person")
    return {value: [one for _, one in group] for value, group in groupby(held, itemgetter(0))}, counts


def _resemblances(
    pairs: set[Pair], profiles: dict[int, Profile], counts: dict[Key, int]
) -> dict[Pair, Resemblance]:
    found: dict[Pair, Resemblance] = {}
    for one, other in pairs:
        if one in profiles and other in profiles and (why := reasons(profiles[one], profiles[other], counts)):
            found[one, other] = to_be_asked((one, other), why)
    return found


def _still_so(asked: dict[Pair, int], profiles: dict[int, Profile], counts: dict[Key, int]) -> set[Pair]:
    """Of what was found among very many, that for which as much speaks as then; no clue leads to it."""
    return {
        (one, other)
        for (one, other), then in asked.items()
        if one in profiles and other in profiles
        and weight(what_speaks(profiles[one], profiles[other], counts)) >= then
    }  # fmt: skip


def _keep(before: dict[Pair, int], found: dict[Pair, Resemblance], still: set[Pair]) -> int:
    """Writes what was found; what was found before and is no more so goes. Says how many are new."""
    gone = [pk for pair, pk in before.items() if pair not in found and pair not in still]
    Resemblance.objects.filter(pk__in=gone).delete()
    ask_about(found.values())
    return len(found.keys() - before.keys())
