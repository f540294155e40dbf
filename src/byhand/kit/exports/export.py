"""An export as an archive: the letters of another desk, and beside them what no letter says.

A file of JSON (whole, a list, or a line each), or a folder of such files with what went along in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from byhand.kit.card import Card
from byhand.kit.exports.entries import Found, entries, is_export_file
from byhand.kit.exports.letters import address_of, letter
from byhand.kit.exports.lying_beside import LyingBeside
from byhand.kit.exports.matter import Entry, Matter, NotAnExport, Who, Word
from byhand.kit.exports.people import Known, listed
from byhand.kit.exports.shapes import NAMES, read_matter
from byhand.kit.exports.times import moment
from byhand.kit.html import text_of

MOST_WORDS = 10_000
LONGEST_NOTE = 100_000


@dataclass(frozen=True, slots=True)
class Letter:
    """One word as a mail."""

    raw: bytes
    at: datetime
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """What one of them wrote among colleagues."""

    id: str
    name: str
    address: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: a conversation with its letters, or somebody of a list of people; and what could not be taken."""

    position: str
    done: int
    place: str
    matter: Matter | None = None
    letters: tuple[Letter, ...] = ()
    notes: tuple[Noted, ...] = ()
    cards: tuple[Card, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    troubles: tuple[str, ...] = ()

    def weight(self) -> int:
        """How much it holds, in bytes, about."""
        return 1000 + sum(len(one.raw) for one in self.letters) + sum(len(one.text) for one in self.notes)


class Export:
    """What another desk gave its customer when they left. Raises NotAnExport if nothing in it is known."""

    def __init__(self, path: Path) -> None:
        self.path = path if path.is_dir() else path.parent
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        self._files = [one for one in files if is_export_file(one)]
        self._beside = LyingBeside(path, files) if path.is_dir() else LyingBeside(path, [])
        firsts = {file: next(iter(entries(file)), None) for file in self._files}
        kinds = {file: _kind(found) for file, found in firsts.items()}
        if not any(kinds.values()):
            _entry_or_raise(next(filter(None, firsts.values()), None))
        self._files.sort(key=lambda file: kinds[file] != "people")  # who somebody is, before what they said
        self.size = sum(file.stat().st_size for file in self._files)
        self.desk = next((kind for kind in kinds.values() if kind not in ("", "people")), "")

    def told(self, after: str | None = None) -> Iterator[Told]:
        """Every entry behind that position. Raises OSError if a file cannot be read."""
        known: Known = {}
        past, behind = 0, after is None
        for file in self._files:
            name = str(file.relative_to(self.path))
            for found in entries(file):
                position = f"{found.number} {name}"
                person = listed(found.entry) if found.entry is not None else None
                if person and person[0].id:  # nothing that names nobody means whoever has no id
                    known[person[0].id] = person[0]
                if behind:
                    end = past + min(found.end, file.stat().st_size)
                    yield self._one(found, person, position, end, known, f"{name}, {found.number}")
                behind = behind or position == after
            past += file.stat().st_size

    def _one(
        self, found: Found, person: tuple[Who, Card] | None, position: str, done: int, known: Known, place: str
    ) -> Told:  # fmt: skip
        if found.entry is None:
            return Told(position, done, place, troubles=(found.trouble,))
        if person:
            return Told(position, done, place, cards=() if person[0].ours else (person[1],))
        try:
            matter = read_matter(found.entry, known)
        except NotAnExport as no:
            return Told(position, done, place, troubles=(str(no),))
        if matter.state == "gone":
            return Told(position, done, f"{place}: {matter.place}", troubles=("It was in the trash there.",))
        return self._conversation(matter, position, done, f"{place}: {matter.place}")

    def _conversation(self, matter: Matter, position: str, done: int, place: str) -> Told:
        letters: list[Letter] = []
        notes: list[Noted] = []
        cards: dict[str, Card] = {}
        troubles: list[str] = []
        if len(matter.words) > MOST_WORDS:
            troubles.append("It says more than any conversation; the rest is left out.")
        for word in matter.words[:MOST_WORDS]:
            at = moment(word.when)
            if at is None:
                troubles.append(f"{word.id}: It does not say when.")
            elif not str(word.by) and not word.by.phone and not word.by.id:
                troubles.append(f"{word.id}: It does not say who wrote it.")
            elif word.is_note:
                notes.append(_noted(matter, word, at))
            else:
                here, missing = self._beside.of(word.files)
                troubles += [
                    f"{word.id}: The file “{one.name[:100]}” is not in the export." for one in missing
                ]
                letters.append(Letter(letter(matter, word, at, here), at, bool(word.by.ours)))
                _reached(cards, matter.desk, word)
        if not matter.words:
            troubles.append("Nothing was said in it.")
        return Told(
            position, done, place, matter, tuple(letters), tuple(notes), tuple(cards.values()),
            moment(matter.since), moment(matter.until), tuple(troubles),
        )  # fmt: skip


def _noted(matter: Matter, word: Word, at: datetime) -> Noted:
    text = (word.text or text_of(word.html[: 5 * LONGEST_NOTE])).replace("\r\n", "\n").strip()[:LONGEST_NOTE]
    return Noted(
        f"{word.id} {int(at.timestamp())}"[:200], word.by.name or word.by.address, word.by.address, at, text
    )


def _reached(cards: dict[str, Card], desk: str, word: Word) -> None:
    """By telephone, too: a mail names addresses alone."""
    for one in (word.by, *word.to):
        if one.phone and one.ours is not True:
            address = address_of(one, desk)
            cards[address] = Card(name=one.name, emails=(address,), phones=(one.phone,))


def _kind(found: Found | None) -> str:
    """Which desk's a file is by its first entry, “people”, or nothing."""
    if found is None or found.entry is None:
        return ""
    if listed(found.entry):
        return "people"
    try:
        return read_matter(found.entry, {}).desk
    except NotAnExport:
        return ""


def _entry_or_raise(found: Found | None) -> Entry:
    if found is None or found.entry is None:
        raise NotAnExport("It is no JSON that can be read." if found else "There is nothing in it.")
    read_matter(found.entry, {})
    return found.entry


def name_of(desk: str) -> str:
    """As the desk calls itself."""
    return NAMES.get(desk, desk)
