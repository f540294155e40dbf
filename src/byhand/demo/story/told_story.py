"""The two years put together: every talk told, the machines' mail between, in the order of time."""

from __future__ import annotations

from datetime import datetime

from byhand.demo.story.cast import COLLEAGUES, EMAIL, TEAM, people
from byhand.demo.story.clock import deal, times
from byhand.demo.story.machines import junk, newsletters, orders
from byhand.demo.story.script import talks
from byhand.demo.story.shapes import Letter, Mark, Story
from byhand.demo.story.telling import Telling

_SEED = 2019  # the year the pottery opened


def story(now: datetime) -> Story:
    """The demo studio as it stands at `now`, which must know its time zone; the same for the same `now`."""
    if now.tzinfo is None:
        raise ValueError("The story needs a time that knows its zone.")
    everyone = people(now)
    by_key = {person.key: person for person in everyone}
    told = list(tellings(now))
    letters: list[Letter] = [letter for telling in told for letter in telling.letters]
    letters += [*orders(by_key, now), *newsletters(now), *junk(now)]
    marks: list[Mark] = [mark for telling in told for mark in telling.marks]
    return Story(
        TEAM,
        COLLEAGUES,
        everyone,
        tuple(sorted(letters, key=lambda letter: letter.at)),
        tuple(sorted(marks, key=lambda mark: mark.at)),
    )


def tellings(now: datetime) -> tuple[Telling, ...]:
    """Each talk with its letters and marks."""
    by_key = {person.key: person for person in people(now)}
    ours = frozenset(EMAIL)
    dealt = deal(talks(), _SEED)
    told = tuple(Telling(talk, by_key, now, times(talk, dealt.get(talk.key), ours, now)) for talk in talks())
    for telling in told:
        telling.tell()
    return told
