"""Hours: a span a weekday by somebody's own clock: when they work, when they may be told something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAYS = 7
YEAR = 366
Stored = list[list[str] | None]


@dataclass(frozen=True, slots=True)
class Span:
    """From one time of the day to another; one that ends no later than it begins ends on the next day."""

    begins: time
    ends: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Begin and end by the clock on the wall, without a zone."""
        over_night = timedelta(days=1) if self.ends <= self.begins else timedelta()
        return datetime.combine(day, self.begins), datetime.combine(day, self.ends) + over_night


@dataclass(frozen=True, slots=True)
class Hours:
    """Monday first; None: quiet all day."""

    days: tuple[Span | None, ...]

    @classmethod
    def of(cls, stored: Stored) -> Hours:
        return cls(tuple(Span(*map(time.fromisoformat, one)) if one else None for one in stored))

    def stored(self) -> Stored:
        return [[f"{one.begins:%H:%M}", f"{one.ends:%H:%M}"] if one else None for one in self.days]

    def quiet_again(self, at: datetime, zone: tzinfo) -> datetime | None:
        """When the hours end in which this moment lies, at most a week on; None: it lies in a quiet one."""
        wall = at.astimezone(zone).replace(tzinfo=None)
        ends = next((end for begin, end in self._around(wall) if begin <= wall < end), None)
        # What begins where this ends goes on with it.
        for begin, end in self._around(wall, ahead=DAYS) if ends else ():
            ends = max(ends, end) if ends and begin <= ends else ends
        return at + (ends - wall) if ends else None

    def next_begin(self, after: datetime, zone: tzinfo, *, works: Callable[[date], bool]) -> datetime | None:
        """When the next span begins, later than this moment and on a day on which they work; within a year, in UTC.

        An hour that the clock leaves out in spring is the one it shows instead; of one shown twice, the first.
        """
        today = after.astimezone(zone).date()
        for number in range(YEAR):
            day = today + timedelta(days=number)
            span = self.days[day.weekday()]
            if span is None or not works(day):
                continue
            begin = datetime.combine(day, span.begins, tzinfo=zone).astimezone(UTC)
            if begin > after:
                return begin
        return None

    def is_quiet(self, at: datetime, zone: tzinfo) -> bool:
        return self.quiet_again(at, zone) is None

    def _around(self, wall: datetime, *, ahead: int = 0) -> Iterator[tuple[datetime, datetime]]:
        """The spans of yesterday, which may last until today, of today, and of so many days ahead."""
        for number in range(-1, ahead + 1):
            day = wall.date() + timedelta(days=number)
            span = self.days[day.weekday()]
            if span is not None:
                yield span.on(day)


def working_hours() -> Stored:
    """Monday to Friday, eight to six: evenings and the weekend are quiet until someone says otherwise."""
    span = Span(time(8), time(18))
    return Hours((*(span,) * 5, None, None)).stored()


def hours_of(spans: Sequence[tuple[time, time] | None]) -> Stored:
    """What a form gives, as it is stored."""
    return Hours(tuple(Span(*one) if one else None for one in spans)).stored()
