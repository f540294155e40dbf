"""Personal fields in words to many: `{first|dear reader}` is what we know of a reader, else the words behind the bar.

Those words are plain, as the fact is that they stand for. Whatever else stands in braces is words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

LONGEST_OTHERWISE = 200
# Its groups: the name, and what stands behind the bar.
SLOT = re.compile(rf"\{{([a-z][a-z0-9_]{{0,29}})(?:\|([^{{}}\n]{{0,{LONGEST_OTHERWISE}}}))?\}}")
# What was meant as a slot and is none: a bar in braces, or a name that nothing closes.
_BROKEN = re.compile(r"\{[^{}\n]{0,300}\|[^{}\n]{0,300}\}|\{[a-z_]{1,30}(?:\||$)", re.MULTILINE)
# Signs of no script (private use) that no words keep: a slot is carried through Markdown as one.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_SIGNS = re.compile("[\ue000-\ue002]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A field in the words: its name, and what stands there for whom it is not known; None: nothing was written."""

    name: str
    otherwise: str | None

    @property
    def key(self) -> str:
        """Tells it from another slot of the same name that says something else. Small letters, digits, `_`."""
        return f"{self.name}_{crc32(self.otherwise.encode()):x}" if self.otherwise else self.name

    def said(self, values: Mapping[str, str]) -> str:
        """What stands there for this reader."""
        return values.get(self.name, "") or (self.otherwise or "").strip()


def slots_in(words: str) -> list[Slot]:
    """Every slot, in order."""
    return [slot_of(found) for found in SLOT.finditer(words)]


def slot_of(found: re.Match[str]) -> Slot:
    return Slot(found[1], found[2])


def broken_in(words: str) -> list[str]:
    """What looks like a slot and would be read as it stands."""
    return [found[0] for found in _BROKEN.finditer(SLOT.sub("", words))]


def filled(words: str, values: Mapping[str, str]) -> str:
    """Words that are no markup, as this reader gets them."""
    return SLOT.sub(lambda found: slot_of(found).said(values), words)


def made_html(words: str, to_html: Callable[[str], str], put: Callable[[Slot], str]) -> str:
    """Markdown as HTML, in which `put` says, as HTML, what stands in the place of each slot."""
    slots: list[Slot] = []

    def mark(found: re.Match[str]) -> str:
        slots.append(slot_of(found))
        return f"{_OPEN}{len(slots) - 1}{_CLOSE}"

    html = to_html(SLOT.sub(mark, _SIGNS.sub("", words)))
    return _MARK.sub(lambda found: put(slots[int(found[1])]), html)
