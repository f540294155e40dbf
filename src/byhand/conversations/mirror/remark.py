"""A remark: one thing the mirror has to say, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Rest:
    """A message a remark rests on, one its reader may see; `name` is to or from whom."""

    message: int
    conversation: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offered:
    """A fact that may be put in: by its key; `words` are those that would stand in the letter."""

    pk: int
    key: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for the writer. `quote` are words of the draft, which stand at draft[start:end]."""

    kind: str
    sentence: str
    quote: str = ""
    start: int = 0
    end: int = 0
    rests: tuple[Rest, ...] = ()
    fact: Offered | None = None
    promise: str = ""  # the sentence that a tick notes as a promise once the letter is sent
