"""When each letter was written: counted back from now, in the hours in which people write."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from byhand.demo.story.script import Talk, span

_OLDEST, _NEWEST = 716.0, 12.0  # days ago, between which undated talks are dealt
_DAY = timedelta(days=1)


def deal(talks: tuple[Talk, ...], seed: int) -> dict[str, float]:
    """Days ago for every talk that names no time; each person's talks keep the order they are told in."""
    undated = [talk for talk in talks if "when" not in talk.head]
    dice = Random(seed)
    step = (_OLDEST - _NEWEST) / max(len(undated), 1)
    slots = [_OLDEST - step * (number + dice.random()) for number in range(len(undated))]
    dice.shuffle(slots)
    by_person: dict[str, list[tuple[Talk, float]]] = {}
    for talk, slot in zip(undated, slots, strict=True):
        by_person.setdefault(talk.turns[0].who, []).append((talk, slot))
    dealt: dict[str, float] = {}
    for pairs in by_person.values():
        in_time = sorted((slot for _, slot in pairs), reverse=True)
        dealt.update({talk.key: slot for (talk, _), slot in zip(pairs, in_time, strict=True)})
    return dealt


def times(talk: Talk, ago: float | None, ours: frozenset[str], now: datetime) -> list[datetime]:
    """The moment of each letter of a talk, rising, none after now. `ours` are the keys of colleagues."""
    dice = Random(talk.key)
    at_desk = [turn.who in ours for turn in talk.turns]
    gaps = [
        _about(turn.after, dice) if turn.after else _gap(desk, dice)
        for turn, desk in zip(talk.turns, at_desk, strict=True)
    ]
    when = talk.head.get("when", f"{ago}d ago")
    if when.startswith("ends "):
        return _backward(now - span(when.split()[1]), gaps, at_desk, dice)
    start = _start(when, now)
    moments = _forward(start, gaps, at_desk, dice)
    while moments[-1] > now - timedelta(hours=3):
        start -= timedelta(days=365) if "-" in when else moments[-1] - now + _DAY
        moments = _forward(start, gaps, at_desk, Random(talk.key))
    return moments


def _about(gap: timedelta, dice: Random) -> timedelta:
    """A gap as it was told, give or take a few minutes."""
    return gap if gap < timedelta(hours=1) else gap + timedelta(seconds=dice.randrange(-900, 900))


def _gap(desk: bool, dice: Random) -> timedelta:
    if desk:
        return timedelta(hours=dice.choice((0.5, 1, 1.5, 2, 3, 4, 5, 7, 18, 22, 26)) + dice.random())
    return timedelta(hours=dice.choice((0.4, 1, 3, 5, 8, 14, 20, 27, 45, 60)) + dice.random())


def _start(when: str, now: datetime) -> datetime:
    """From "40d ago", or from "12-03" (the last third of December), or "12-03-1" (the one before that)."""
    if when.endswith(" ago"):
        return now - span(when.split()[0])
    month, day, *earlier = (int(part) for part in when.split("-"))
    years = 0 if (now.month, now.day) > (month, day) else 1
    return now.replace(year=now.year - years - sum(earlier), month=month, day=day)


def _forward(start: datetime, gaps: list[timedelta], at_desk: list[bool], dice: Random) -> list[datetime]:
    hour = dice.choice((7, 8, 8, 9, 10, 11, 12, 14, 16, 17, 19, 20, 20, 21))
    moment = start.replace(hour=hour, minute=dice.randrange(60), second=dice.randrange(60), microsecond=0)
    moments = [_later(moment, at_desk[0], dice)]
    for gap, desk in zip(gaps[1:], at_desk[1:], strict=True):
        moments.append(_later(moments[-1] + gap, desk, dice))
    return moments


def _backward(end: datetime, gaps: list[timedelta], at_desk: list[bool], dice: Random) -> list[datetime]:
    moments = [end.replace(microsecond=0)]
    for gap, desk in zip(gaps[:0:-1], at_desk[-2::-1], strict=True):
        moments.insert(0, _earlier(moments[0] - gap, desk, dice))
    return moments


def _later(moment: datetime, desk: bool, dice: Random) -> datetime:
    opens, closes = (8, 18) if desk else (6, 23)
    if moment.hour >= closes:
        moment = (moment + _DAY).replace(hour=opens, minute=dice.randrange(60))
    if moment.hour < opens:
        moment = moment.replace(hour=opens + dice.randrange(2), minute=dice.randrange(60))
    while desk and moment.weekday() == 6:
        moment += _DAY
    return moment


def _earlier(moment: datetime, desk: bool, dice: Random) -> datetime:
    opens, closes = (8, 18) if desk else (6, 23)
    if moment.hour < opens:
        moment = (moment - _DAY).replace(hour=closes - 1, minute=dice.randrange(60))
    if moment.hour >= closes:
        moment = moment.replace(hour=closes - 1 - dice.randrange(2), minute=dice.randrange(60))
    while desk and moment.weekday() == 6:
        moment -= _DAY
    return moment
