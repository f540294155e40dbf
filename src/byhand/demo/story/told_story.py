"""The two years put together: every talk told, the machines' mail between, in the order of time."""

from __future__ import annotations

from datetime import datetime

from byhand.demo.story.bulk import junk, newsletters
from byhand.demo.story.cast import COLLEAGUES, EMAIL, TEAM, people
from byhand.demo.story.clock import deal, times
from byhand.demo.story.marking import marks_of
from byhand.demo.story.records import orders
from byhand.demo.story.script import Talk, talks
from byhand.demo.story.shapes import Letter, Mark, Person, Story
from byhand.demo.story.telling import Telling

_SEED = 2019  # the year the pottery opened


def story(now: datetime) -> Story:
    """The demo studio as it stands at `now`, which must know its time zone; the same for the same `now`."""
    if now.tzinfo is None:
        raise ValueError("The story needs a time that knows its zone.")
    everyone = people(now)
    by_key = {person.key: person for person in everyone}
    told = tellings(now)
    letters: list[Letter] = [letter for telling in told for letter in telling.letters]
    letters += [*orders(by_key, now), *newsletters(now), *junk(now)]
    marks: list[Mark] = [mark for telling in told for mark in marks_of(telling.talk, telling.letters, now)]
    return Story(
        TEAM,
        COLLEAGUES,
        everyone,
        tuple(sorted(letters, key=lambda letter: letter.at)),
        tuple(sorted(marks, key=lambda mark: mark.at)),
    )


def tellings(now: datetime) -> tuple[Telling, ...]:
    """Each talk with its letters."""
    by_key = {person.key: person for person in people(now)}
    dealt = deal(talks(), _SEED)
    return tuple(_told(talk, dealt.get(talk.key), by_key, now) for talk in talks())


def _told(talk: Talk, ago: float | None, by_key: dict[str, Person], now: datetime) -> Telling:
    moments = times(talk, ago, frozenset(EMAIL), now)
    telling = Telling(talk, by_key, now, moments[0])
    for turn, at in zip(talk.turns, moments, strict=True):
        telling.go_on(turn, at)
    return telling
