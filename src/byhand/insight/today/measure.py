"""The honest measure: whether being suggested brings anybody back, by chance and not by choice.

By assignment: whoever drew the lot of being suggested counts so, written to or not. Somebody came back if they wrote
within sixty days of the draw. The difference has Newcombe's interval (1998, method 10).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from byhand.audit.rates import FEWEST, Rate, difference, smallest_difference
from byhand.conversations.message import Message
from byhand.insight.today.lot import FOLLOWED, Lot


@dataclass(frozen=True, slots=True)
class Measure:
    """Of those whose sixty days are over: how many were suggested and left out, and how many of each came back.

    `running` are not over yet. `difference` is None in its numbers while either side is below `fewest`; `smallest` is
    the smallest difference one could have seen four times in five, None likewise.
    """

    suggested: int
    suggested_back: int
    left_out: int
    left_out_back: int
    running: int
    difference: Rate
    smallest: float | None
    fewest: int = FEWEST


def measured() -> Measure:
    """Of the whole house, never of one colleague. One query."""
    over = Q(drawn_at__lte=timezone.now() - FOLLOWED)
    lots = Lot.objects.annotate(back=Exists(_wrote_after())).aggregate(
        suggested=Count("pk", filter=over & Q(withheld=False)),
        suggested_back=Count("pk", filter=over & Q(withheld=False, back=True)),
        left_out=Count("pk", filter=over & Q(withheld=True)),
        left_out_back=Count("pk", filter=over & Q(withheld=True, back=True)),
        running=Count("pk", filter=~over),
    )
    told = difference(lots["suggested_back"], lots["suggested"], lots["left_out_back"], lots["left_out"])
    return Measure(**lots, difference=told, smallest=_smallest(told, lots))


def _wrote_after() -> QuerySet[Message]:
    """A word of theirs, written by a person, within the sixty days."""
    said = Message.objects.filter(
        writer__person=OuterRef("person"), origin=Message.Origin.CAME, automatic="",
        said_at__gt=OuterRef("drawn_at"),
    )  # fmt: skip
    return said.filter(said_at__lte=OuterRef("drawn_at") + FOLLOWED)


def _smallest(told: Rate, lots: dict[str, int]) -> float | None:
    if not told.can_tell:
        return None
    share = (lots["suggested_back"] + lots["left_out_back"]) / (lots["suggested"] + lots["left_out"])
    return smallest_difference(share, lots["suggested"], lots["left_out"])
