"""How the talks are written down: like a play, in text files beside this module.

    === The subject of the first letter
    when: 40d ago | ends 3d ago | 12-03 | (left out: somewhere in the two years)
    with: ruth                  (whom we write to, when we begin)
    ends: us | them | later     (who is waited for; left out: done)
    lang: de
    --- ruth +2h apple photo:lid no-id
    What she says.
    ! note tomas: what a colleague tells the others under it
    ! promise sunday: what the letter promises

`+2h` is the time since the letter before. A line that begins with `!` is a cue: note, assign,
promise, theirs, keeps, moves, breaks, theirs-kept, later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from importlib.resources import files

PROGRAMS = ("gmail", "outlook", "apple", "thunderbird", "phone", "webmail")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_CUE = re.compile(r"! (?P<word>[a-z-]+)(?: (?P<how>[^:]+))?(?:: (?P<text>.+))?$")


@dataclass(frozen=True)
class Cue:
    """One mark under a letter: the word, how (who or when), and its text."""

    word: str
    how: str
    text: str


@dataclass(frozen=True)
class Turn:
    """One letter of a talk, before it has a date."""

    who: str
    text: str
    after: timedelta | None
    program: str | None
    options: tuple[str, ...]
    cues: tuple[Cue, ...]

    def option(self, name: str) -> str | None:
        """The value of `name:value`, "" for a bare name, None if it is not there."""
        for option in self.options:
            head, _, value = option.partition(":")
            if head == name:
                return value
        return None


@dataclass(frozen=True)
class Talk:
    """One conversation as it was written down; `key` is stable and makes the Message-IDs."""

    key: str
    subject: str
    turns: tuple[Turn, ...]
    head: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def ends(self) -> str:
        """Whom it waits for: "us", "them", "later", or "done"."""
        return self.head.get("ends", "done")

    @property
    def lang(self) -> str:
        """The language it is written in."""
        return self.head.get("lang", "en")


def span(text: str) -> timedelta:
    """Read "90m", "2h" or "3d"; raises KeyError or ValueError for anything else."""
    return timedelta(**{_UNITS[text[-1]]: float(text[:-1])})


@cache
def talks() -> tuple[Talk, ...]:
    """Every talk of the two years, file by file."""
    folder = files("byhand.demo.story") / "told"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".txt"))
    return tuple(talk for name in names for talk in read(name, (folder / name).read_text("utf-8")))


def read(name: str, text: str) -> list[Talk]:
    """The talks of one file."""
    parts = re.split(r"^=== ", text, flags=re.MULTILINE)[1:]
    return [_talk(f"{name.removesuffix('.txt')}-{number}", part) for number, part in enumerate(parts, 1)]


def _talk(key: str, text: str) -> Talk:
    top, *turns = re.split(r"^--- ", text, flags=re.MULTILINE)
    subject, *head = top.strip().splitlines()
    pairs = (line.partition(":") for line in head if line.strip())
    return Talk(
        key, subject, tuple(_turn(turn) for turn in turns), {name: value.strip() for name, _, value in pairs}
    )


def _turn(text: str) -> Turn:
    first, _, rest = text.partition("\n")
    who, *options = first.split()
    lines = rest.strip().splitlines()
    after = next((span(option[1:]) for option in options if option.startswith("+")), None)
    return Turn(
        who=who,
        text="\n".join(line for line in lines if not line.startswith("! ")).strip(),
        after=after,
        program=next((option for option in options if option in PROGRAMS), None),
        options=tuple(option for option in options if option[0] != "+" and option not in PROGRAMS),
        cues=tuple(_cue(line) for line in lines if line.startswith("! ")),
    )


def _cue(line: str) -> Cue:
    found = _CUE.match(line)
    if not found:
        raise ValueError(f"This cue cannot be read: {line}")
    return Cue(found["word"], (found["how"] or "").strip(), (found["text"] or "").strip())
