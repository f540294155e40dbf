"""What goes between two sides, as figures: decayed volume, rhythm, silence. No models; docs/between-us.md.

A `Tally` takes letters one by one, in any order, and stands where counting them all at once would put it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

DAY = timedelta(days=1)
# After so many days a letter counts half (Roth et al., KDD 2010, for the decay; the span is ours).
HALF_LIFE = 60.0
# A letter to more people than this counts in the volume and is no word between two.
MOST_TOUCHED = 5
# And to more than this it counts for nobody.
LARGEST = 40
# Below so many gaps nothing is said of a rhythm; so many weeks are kept.
FEWEST_GAPS, WEEKS_KEPT = 5, 27
OFTEN = 0.9


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long we usually hear nothing, in days: the middle gap, the one nine in ten stay under, and of how many."""

    usual: float
    often: float
    gaps: int


@dataclass(slots=True)
class Tally:
    """Letters that came and went: decayed volume as of the newest, how many, the last real word, and its weeks."""

    came: float = 0.0
    went: float = 0.0
    as_of: datetime | None = None
    came_count: int = 0
    went_count: int = 0
    last_at: datetime | None = None
    weeks: list[int] = field(default_factory=list[int])

    def add(self, at: datetime, weight: float, *, ours: bool) -> None:
        """One letter more; S <- S * 2^(-dt/60 days) + weight, whichever of both is older."""
        if self.as_of is None or at > self.as_of:
            self._move_on(at)
        else:
            weight = decayed(weight, self.as_of - at)
        if ours:
            self.went, self.went_count = self.went + weight, self.went_count + 1
        else:
            self.came, self.came_count = self.came + weight, self.came_count + 1

    def touch(self, at: datetime) -> None:
        """It was a real word between the two."""
        self.last_at = max(self.last_at or at, at)
        self.weeks = _newest([*self.weeks, week_of(at)])

    def at(self, now: datetime) -> tuple[float, float]:
        """What came and what went, decayed until now."""
        since = now - self.as_of if self.as_of and now > self.as_of else timedelta()
        return decayed(self.came, since), decayed(self.went, since)

    def is_both_ways(self) -> bool:
        return bool(self.came_count and self.went_count)

    def _move_on(self, at: datetime) -> None:
        if self.as_of is not None:
            self.came, self.went = decayed(self.came, at - self.as_of), decayed(self.went, at - self.as_of)
        self.as_of = at


def together(tallies: Iterable[Tally]) -> Tally:
    """Several as one: as if every letter had been counted in a single tally."""
    every = [one for one in tallies if one.as_of is not None]
    moments = [one.as_of for one in every if one.as_of]
    if not moments:
        return Tally()
    as_of = max(moments)
    volumes = [one.at(as_of) for one in every]
    return Tally(
        came=sum(came for came, _ in volumes), went=sum(went for _, went in volumes), as_of=as_of,
        came_count=sum(one.came_count for one in every), went_count=sum(one.went_count for one in every),
        last_at=max((one.last_at for one in every if one.last_at), default=None),
        weeks=_newest([week for one in every for week in one.weeks]),
    )  # fmt: skip


def decayed(volume: float, age: timedelta) -> float:
    """Half of it after sixty days."""
    return volume * 2.0 ** (-(age / DAY) / HALF_LIFE)


def weight_of(recipients: int) -> float:
    """What a letter to so many counts for each of them: 1/(n-1) among n people."""
    return 1.0 / max(recipients, 1)


def is_touch(recipients: int) -> bool:
    return recipients <= MOST_TOUCHED


def reciprocity(came: float, went: float) -> float | None:
    """2*min(out, in)/(out + in): 1 if both give alike, 0 if one side talks (Hidalgo & Rodriguez-Sickert 2008)."""
    return 2 * min(came, went) / (came + went) if came + went > 0 else None


def week_of(at: datetime) -> int:
    """The number of its week, Monday to Sunday."""
    return (at.toordinal() - 1) // 7


def rhythm(weeks: list[int]) -> Rhythm | None:
    """From the gaps between weeks in which there was a word; None below five gaps."""
    gaps = sorted((later - earlier) * 7.0 for earlier, later in pairwise(weeks))
    if len(gaps) < FEWEST_GAPS:
        return None
    return Rhythm(quantile(gaps, 0.5), quantile(gaps, OFTEN), len(gaps))


def overdue(elapsed: float, usual: float) -> float:
    """max(elapsed - usual, 0)/usual: by how many usual gaps the silence is too long."""
    return max(elapsed - usual, 0.0) / usual


def quantile(ordered: list[float], share: float) -> float:
    """Of values in order, between neighbours in a straight line (type 7 of Hyndman & Fan, 1996)."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _newest(weeks: list[int]) -> list[int]:
    """Each once, in order, the newest of them."""
    return sorted(set(weeks))[-WEEKS_KEPT:]
