"""Said: a letter's own words, as they are compared: without quotes, signature, footer, links, addresses and facts."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.conversations.quoting_facts import is_barred
from byhand.kit.runs import Words, words_in
from byhand.kit.spoken import spoken

# Letters of one message that are looked at; what a person writes is shorter.
LONGEST = 30_000
# Below so many letters a share says nothing (science: own words, same answer twice).
SHORTEST = 80


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, each word where it stands in the letter; `letters` counts them without the blanks between."""

    text: str
    words: Words
    letters: int

    def is_too_short(self) -> bool:
        return self.letters < SHORTEST


def said_in(letter: str) -> Said:
    text = spoken(letter[:LONGEST].replace("\r\n", "\n"), leaves_out=is_barred)
    return Said(text, words_in(text), len(" ".join(text.split())))
