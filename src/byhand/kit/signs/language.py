"""What a language brings: how one praises, refers, returns and complains in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a sentence is a sign of."""

    PRAISE = "praise"
    REFERRED = "referred"  # somebody else, who is named, sent them to us
    RETURNED = "returned"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Sign:
    """text[start:end] is the sentence; `who` the name of whoever sent them, as it is written there."""

    kind: Kind
    start: int
    end: int
    who: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """One language, complete in one file.

    `said` are the ways to say each kind; a sentence that holds `unless` of that kind says it not. Ways to name who
    referred them carry the name as `who`. `hints` are small letters looked for first, for they cost next to nothing.
    """

    hints: tuple[str, ...]
    said: Mapping[Kind, tuple[re.Pattern[str], ...]]
    unless: Mapping[Kind, re.Pattern[str]]


# A first and a last name, with "van der" between if need be; its capitals are meant.
NAME = (
    r"(?P<who>[A-ZÄÖÜ][\w'’-]+(?: (?:(?:van|von|de|der|den|da|di|la|le|el|al) ){0,2}[A-ZÄÖÜ][\w'’-]+){1,2})"
)


def ways(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Small or capital; a space stands for white space, be it the end of a line."""
    return tuple(re.compile(one.replace(" ", r"\s+"), re.IGNORECASE) for one in patterns)


def naming(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """The same, with `NAME` where a person is named: capitals count there and nowhere else."""
    return tuple(
        re.compile(
            NAME.join(f"(?i:{part})" if part else "" for part in one.split("NAME")).replace(" ", r"\s+")
        )
        for one in patterns
    )
