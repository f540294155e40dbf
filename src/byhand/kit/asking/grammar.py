"""The grammar of asking: what a sentence must hold to ask for a thing, and how the thing looks where it is told.

Rather silent than wrong: a sentence must both ask and name the thing, and neither refuse it nor want another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class Thing(Enum):
    """What people are asked for again and again."""

    ORDER = "order"
    INVOICE = "invoice"
    PHONE = "phone"
    ADDRESS = "address"
    BOUGHT = "bought"  # the day something was bought
    DAY = "day"  # the day that suits them
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language. `told` patterns name the value `v`; those of days look at one sentence."""

    asks: re.Pattern[str]
    asks_not: re.Pattern[str]
    things: Mapping[Thing, re.Pattern[str]]
    told: Mapping[Thing, tuple[re.Pattern[str], ...]]
    of: re.Pattern[str]  # “of the box”: what the thing belongs to, as `of`


@dataclass(frozen=True, slots=True)
class Asked:
    """text[start:end] is a sentence that asks for the thing, of something (lower case) if it says of what."""

    thing: Thing
    start: int
    end: int
    of: str = ""


# A run of marks is looked at from its first two alone: from each of them it would be read to its end, and thirty
# thousand take a minute. Only the first can stand behind a letter or a number that makes it no end.
_END = re.compile(
    r"(?<![\s.]\w)(?<!\d)(?<!\b[Nn][or])(?<![.!?…]{2})[.!?…]++[\"'”’)]*+(?=\s)"
    r"|(?<![?!])[?!]++(?=\s)|\n\s*\n|\n(?=[ \t]*[-*•])"
)
_LONGEST = 600


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence stands, its end included."""
    start = 0
    for end in (*(one.end() for one in _END.finditer(text)), len(text)):
        if text[start:end].strip():
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), end
        start = end


def asked_in(text: str, grammars: tuple[Grammar, ...]) -> list[Asked]:
    """What the text asks for, sentence by sentence, each thing once."""
    found: dict[Thing, Asked] = {}
    for start, end in sentences(text):
        for grammar in grammars if end - start <= _LONGEST else ():
            sentence = text[start:end]
            if grammar.asks.search(sentence) and not grammar.asks_not.search(sentence):
                for thing, named in grammar.things.items():
                    if name := named.search(sentence):
                        of = grammar.of.match(sentence, name.end())
                        one = Asked(
                            thing, start, start + len(sentence.rstrip()), of["of"].lower() if of else ""
                        )
                        found.setdefault(thing, one)
    return list(found.values())


def told_in(text: str, thing: Thing, grammars: tuple[Grammar, ...]) -> list[str]:
    """The values of the thing that the text tells, as they are written there, each once."""
    found: dict[str, str] = {}
    for start, end in sentences(text):
        for grammar in grammars:
            for pattern in grammar.told.get(thing, ()):
                for one in pattern.finditer(text[start : min(end, start + _LONGEST)]):
                    value = " ".join(one["v"].split()).strip(" .,;:")
                    found.setdefault(re.sub(r"\W", "", value).lower(), value)
    return list(found.values())
