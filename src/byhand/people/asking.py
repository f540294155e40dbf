"""Asking: how a pair that may be one gets into the queue, whoever found it, and which pairs never do again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Count

from byhand.people.clue import Clue
from byhand.people.likeness import Reason, weight
from byhand.people.person import Person
from byhand.people.profile import Key, Profile
from byhand.people.resemblance import Resemblance

Pair = tuple[int, int]


def to_be_asked(pair: Pair, why: list[Reason], *, of_hundred: int = 0) -> Resemblance:
    """The smaller id first; not written yet. `of_hundred` if it was found among very many."""
    asked = Resemblance(one_id=pair[0], other_id=pair[1], of_hundred=of_hundred, from_batch=of_hundred > 0)
    tell(asked, why)
    return asked


def tell(asked: Resemblance, why: list[Reason]) -> None:
    """The reasons as they are now."""
    asked.weight, asked.reasons = weight(why), [[kind, words] for kind, words, _points in why]


def ask_about(found: Collection[Resemblance]) -> None:
    """Written down; of a pair that stands there already, the reasons alone are renewed."""
    Resemblance.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["one", "other"],
        update_fields=["weight", "reasons"], batch_size=2000,
    )  # fmt: skip


def decided(profiles: Collection[int]) -> set[Pair]:
    """Pairs about which a colleague has decided, be it of whoever was merged into them."""
    kept = {pk: pk for pk in profiles}
    merged = Person.objects.filter(merged_into__in=list(profiles)).values_list("pk", "merged_into")
    kept |= {pk: into for pk, into in merged if into}
    rows = Resemblance.objects.filter(decided_at__isnull=False, one__in=list(kept))
    return {
        (min(a, b), max(a, b))
        for one, other in rows.values_list("one", "other")
        if (a := kept[one]) and (b := kept.get(other))
    }


def how_many_bear(profiles: Iterable[Profile]) -> dict[Key, int]:
    """How many bear each of these people's names, and have each initial with each family name."""
    own = {key for one in profiles for key in one.clues()}
    counts: dict[Key, int] = {}
    for kind in (Clue.Kind.NAME.value, Clue.Kind.FULL.value):
        values = [value for which, value in own if which == kind]
        rows = Clue.objects.filter(kind=kind, value__in=values, person__merged_into__isnull=True)
        for value, number in rows.values_list("value").annotate(number=Count("person")):
            counts[kind, value] = number
    return counts
