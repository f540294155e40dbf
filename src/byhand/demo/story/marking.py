"""What the colleagues did beside the letters of one talk: its cues become marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from byhand.demo.story.almanac import due
from byhand.demo.story.cast import EMAIL
from byhand.demo.story.posting import digest
from byhand.demo.story.script import Cue, Talk
from byhand.demo.story.shapes import Assigned, Done, Fate, Later, Letter, Mark, Note, Promise

_FATES: dict[str, Fate] = {"keeps": "kept", "theirs-kept": "kept", "moves": "moved", "breaks": "broken"}


def marks_of(talk: Talk, letters: Sequence[Letter], now: datetime) -> list[Mark]:
    """Notes, promises and the rest, then who took the talk on and who closed it."""
    marking = _Marking(now)
    ident = ""
    for turn, letter in zip(talk.turns, letters, strict=True):
        if turn.who != "postmaster":
            ident = letter.message_id or ident
        for cue in turn.cues:
            marking.add(cue, letter, ident)
    marking.marks += _taken_on(letters, marking.marks)
    if talk.ends == "done":
        marking.marks.append(_done(talk, letters, marking.marks, ident, now))
    return marking.marks


@dataclass
class _Marking:
    now: datetime
    marks: list[Mark] = field(default_factory=list[Mark])

    def add(self, cue: Cue, letter: Letter, ident: str) -> None:
        by, at = letter.by or EMAIL["ana"], letter.at
        soon = min(at + timedelta(minutes=4 + int(digest(ident, cue.text)[:2], 16) % 40), self.now)
        if cue.word == "note":
            self.marks.append(Note(ident, EMAIL[cue.how], soon, cue.text))
        elif cue.word in ("promise", "theirs"):
            day = due(cue.how, at, self.now)
            self.marks.append(Promise(ident, by, at, cue.text, day, ours=cue.word == "promise"))
        elif cue.word == "assign":
            self.marks.append(Assigned(ident, by, soon, EMAIL[cue.how]))
        elif cue.word == "later":
            days = timedelta(days=int(cue.how[1:-1]))
            self.marks.append(Later(ident, by, soon, (self.now + days).replace(hour=8, minute=0)))
        else:
            self._settle(cue, at, by, ident)

    def _settle(self, cue: Cue, at: datetime, by: str, ident: str) -> None:
        ours = cue.word != "theirs-kept"
        place, promise = next(
            (place, mark)
            for place, mark in reversed(list(enumerate(self.marks)))
            if isinstance(mark, Promise) and mark.fate == "open" and mark.ours == ours
        )
        self.marks[place] = replace(promise, fate=_FATES[cue.word], settled_in=ident, settled_at=at)
        if cue.word == "moves":
            day = due(cue.how, at, self.now)
            self.marks.append(Promise(ident, by, at, cue.text or promise.text, day, promise.ours))


def _taken_on(letters: Sequence[Letter], marks: list[Mark]) -> Iterator[Mark]:
    """Who answers first has taken it on, a few minutes before."""
    answer = next((letter for letter in letters if letter.by), None)
    first = letters[0]
    if answer and answer.by and first.message_id and not any(isinstance(mark, Assigned) for mark in marks):
        at = max(answer.at - timedelta(minutes=3), first.at)
        yield Assigned(first.message_id, answer.by, at, answer.by)


def _done(talk: Talk, letters: Sequence[Letter], marks: list[Mark], ident: str, now: datetime) -> Done:
    by = next((letter.by for letter in reversed(letters) if letter.by), EMAIL["ana"])
    latest = max([letters[-1].at] + [mark.at for mark in marks])
    return Done(ident, by, min(latest + timedelta(minutes=3 + int(digest(talk.key)[:3], 16) % 50), now))
