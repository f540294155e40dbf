"""The figures of letters to many, each with its interval and what it rests on; nothing here is about one colleague."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.utils import timezone

from byhand.audit.rates import Rate, rate
from byhand.insight.outreach.counting import Counts
from byhand.insight.outreach.outcome import Outcome

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Shares:
    """Of those reached: who wrote back, withdrew, complained. `refused`: of all said; `clicked`: of who let us see."""

    counts: Counts
    answered: Rate
    withdrew: Rate
    complained: Rate
    refused: Rate
    clicked: Rate


@dataclass(frozen=True, slots=True)
class Month:
    """By its first day: how many were reached, and how many were not for their budget's sake, by reason."""

    first: date
    reached: int
    prevented: dict[str, int]

    @property
    def of_those_who_agreed(self) -> Rate:
        kept = sum(self.prevented.values())
        return rate(kept, kept + self.reached)


@dataclass(frozen=True, slots=True)
class OverAll:
    """All letters of the house that were counted. `counted_at`: nothing of it is older; None: there is none."""

    letters: int
    shares: Shares
    months: list[Month]
    counted_at: datetime | None


def shares_of(counts: Counts) -> Shares:
    return Shares(
        counts=counts, answered=rate(counts.answered, counts.reached), withdrew=rate(counts.withdrew, counts.reached),
        complained=rate(counts.complained, counts.reached),
        refused=rate(counts.refused, counts.reached + counts.refused),
        clicked=rate(counts.clicked, counts.may_follow),
    )  # fmt: skip


def over_all() -> OverAll:
    """One query, a row a letter."""
    outcomes = list(Outcome.objects.all())
    every = [one.counts() for one in outcomes]
    oldest = min((one.counted_at for one in outcomes), default=None)
    return OverAll(len(outcomes), shares_of(_summed(every)), _months(outcomes), oldest)


def _summed(every: list[Counts]) -> Counts:
    prevented: Counter[str] = Counter()
    for one in every:
        prevented.update(one.prevented)
    numbers = {
        one.name: sum(getattr(each, one.name) for each in every)
        for one in fields(Counts)
        if one.name != "prevented"
    }
    return Counts(**numbers, prevented=dict(prevented))


def _months(outcomes: list[Outcome]) -> list[Month]:
    """The newest first, those in which something left."""
    found: dict[date, list[Outcome]] = {}
    for one in outcomes:
        found.setdefault(timezone.localtime(one.begins_at).date().replace(day=1), []).append(one)
    newest = sorted(found.items(), reverse=True)[:MONTHS]
    return [Month(first, sum(one.reached for one in rows), _prevented(rows)) for first, rows in newest]


def _prevented(rows: list[Outcome]) -> dict[str, int]:
    together: Counter[str] = Counter()
    for one in rows:
        together.update(one.prevented)
    return dict(together)
