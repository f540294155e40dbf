"""Letters that come in while the demo runs: first each as it was written, then the same kind of matter from others.

What is asked in a pottery does come back; so when all have been told, those that are not
one person's own (`once`) are told again by others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import count
from random import Random

from byhand.demo.story.cast import people
from byhand.demo.story.script import Talk, read
from byhand.demo.story.shapes import Letter, Person
from byhand.demo.story.telling import Telling
from byhand.demo.story.told_story import tellings

_EVERY = 5  # letters, of which one answers an earlier conversation, while there are such


def trickle(now: datetime) -> Iterator[Letter]:
    """New mail without end, a letter every two to eight minutes after `now`; the same for the same `now`."""
    dice, at = Random(36), now.replace(microsecond=0)
    everyone = people(now)
    answers = _answers(now)
    fresh = _fresh(everyone)
    for number in count(1):
        at += timedelta(minutes=dice.randrange(2, 8), seconds=dice.randrange(60))
        answer = next(answers, None) if number % _EVERY == 3 else None
        yield answer(at) if answer else _told(next(fresh), everyone, at)


class _Answer:
    """One letter that goes on with a conversation of the story."""

    def __init__(self, telling: Telling, talk: Talk) -> None:
        self.telling, self.talk = telling, talk

    def __call__(self, at: datetime) -> Letter:
        return self.telling.go_on(self.talk.turns[0], at)


def _answers(now: datetime) -> Iterator[_Answer]:
    told = {telling.talk.subject: telling for telling in tellings(now)}
    for talk in _script("trickle_answers.txt"):
        yield _Answer(told[talk.subject], talk)


def _fresh(everyone: tuple[Person, ...]) -> Iterator[Talk]:
    """Every talk by the one who is named there, then round after round by others of the same language."""
    languages = {person.key: person.language for person in everyone}
    for lap in count():
        for place, talk in enumerate(_script("trickle.txt")):
            author = talk.turns[0].who
            language = languages[author]
            able = [person for person in everyone if person.language == language]
            first = [person.key for person in able].index(author)
            writer = able[(first + lap) % len(able)]
            if lap and (
                "once" in talk.head or writer.key == author or (language != "en" and lap >= len(able))
            ):
                continue
            turns = tuple(replace(turn, who=writer.key) for turn in talk.turns)
            yield replace(talk, key=f"trickle-{lap}-{place}", turns=turns, head={"lang": language})


def _told(talk: Talk, everyone: tuple[Person, ...], at: datetime) -> Letter:
    by_key = {person.key: person for person in everyone}
    name = by_key[talk.turns[0].who].name.split()[0]
    turns = tuple(replace(turn, text=turn.text.replace("{name}", name)) for turn in talk.turns)
    telling = Telling(replace(talk, turns=turns), by_key, at, at)
    return telling.go_on(turns[0], at)


@cache
def _script(name: str) -> tuple[Talk, ...]:
    return tuple(read(name, (files("byhand.demo.story") / name).read_text("utf-8")))
