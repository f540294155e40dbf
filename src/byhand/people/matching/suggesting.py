"""Suggesting: what the batch finds goes into the queue everybody knows, in the reasons everybody knows."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import IntegrityError, transaction

from byhand.people.asking import Pair, ask_about, decided, how_many_bear, tell, to_be_asked
from byhand.people.comparing import PAUSE
from byhand.people.likeness import Reason, weight, what_speaks
from byhand.people.matching.batch import Batch
from byhand.people.matching.by_splink import probably_the_same
from byhand.people.matching.traits import Traits, traits_of
from byhand.people.person import Person
from byhand.people.profile import Profile, profiles_of
from byhand.people.resemblance import Resemblance

READ, WRITTEN = 1000, 200
# A first name alone is said beside other reasons; by itself it is none.
LEAST = 2

log = logging.getLogger(__name__)


def suggest() -> None:
    """Compares everybody and asks about whom it finds. Never raises: what went wrong is written into the batch."""
    batch = Batch.current()
    try:
        newest = Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        compared, found = compare_everybody()
        batch.done(reached=newest, compared=compared, found=found)
    except Exception as problem:  # whatever it is, an owner reads of it on the page
        log.exception("matching.failed")
        batch.fail(f"{type(problem).__name__}: {problem}")


def compare_everybody() -> tuple[int, int]:
    """How many people, and how many pairs are asked about. Twice is once; what stands when it is cut off is right."""
    found: set[Pair] = set()
    everybody = Everybody()
    with TemporaryDirectory(dir=settings.DATA_FOLDER, prefix="matching-") as beside:
        pairs = probably_the_same(everybody, Path(beside))
        while portion := {(one, other): of_hundred for one, other, of_hundred in islice(pairs, WRITTEN)}:
            found |= _ask(portion)
            time.sleep(PAUSE)
    _forget_others(found)
    return everybody.count, len(found)


class Everybody:
    """Who is compared, in portions, and how many they were."""

    def __init__(self) -> None:
        self.count = 0

    def __iter__(self) -> Iterator[list[Traits]]:
        last = 0
        while ids := self._after(last):
            last = ids[-1]
            portion = list(traits_of(profiles_of(Person.objects.filter(pk__in=ids)).values()))
            self.count += len(portion)
            yield portion

    def _after(self, last: int) -> list[int]:
        ids = Person.objects.standing().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
        return list(ids[:READ])


def _ask(pairs: dict[Pair, int]) -> set[Pair]:
    """Those of them for which there are words, as people are now. Tried twice: somebody may be erased in between."""
    try:
        return _write(pairs)
    except IntegrityError:
        return _write(pairs)


@transaction.atomic
def _write(pairs: dict[Pair, int]) -> set[Pair]:
    people = Person.objects.standing().filter(pk__in={one for pair in pairs for one in pair})
    profiles = profiles_of(people)
    why = _reasons(pairs.keys() - decided(profiles), profiles)
    asked = Resemblance.objects.undecided().filter(one__in=[one for one, _other in why])
    known = {(one.one_id, one.other_id): one for one in asked if (one.one_id, one.other_id) in why}
    new = [to_be_asked(pair, why[pair], of_hundred=pairs[pair]) for pair in why if pair not in known]
    ask_about(new)
    _renew(known, why, pairs)
    return set(why)


def _reasons(pairs: Collection[Pair], profiles: dict[int, Profile]) -> dict[Pair, list[Reason]]:
    counts = how_many_bear(profiles.values())
    found: dict[Pair, list[Reason]] = {}
    for one, other in pairs:
        if one in profiles and other in profiles:
            why = what_speaks(profiles[one], profiles[other], counts)
            if weight(why) >= LEAST:
                found[one, other] = why
    return found


def _renew(known: dict[Pair, Resemblance], why: dict[Pair, list[Reason]], pairs: dict[Pair, int]) -> None:
    """How probable it is of all; the reasons of those to which no clue leads."""
    for pair, one in known.items():
        one.of_hundred = pairs[pair]
        if one.from_batch:
            tell(one, why[pair])
    Resemblance.objects.bulk_update(known.values(), ["of_hundred", "weight", "reasons"], batch_size=WRITTEN)


def _forget_others(found: set[Pair]) -> None:
    """What an earlier batch asked about, nobody has answered, and this one does not find."""
    counted = Resemblance.objects.undecided().filter(of_hundred__gt=0)
    gone = [pk for pk, *pair in counted.values_list("pk", "one", "other") if tuple(pair) not in found]
    for start in range(0, len(gone), WRITTEN):
        portion = Resemblance.objects.undecided().filter(pk__in=gone[start : start + WRITTEN])
        portion.of_batch().delete()
        portion.update(of_hundred=0)  # its clues still lead to it
